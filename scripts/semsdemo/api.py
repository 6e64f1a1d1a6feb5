"""The contracts by domain: `registration.SubmitApplicationRequest`, `facility.StackServiceStub` …"""

from semsdemo.stubs import domain

common = domain("common")
identity = domain("identity")
registration = domain("registration")
facility = domain("facility")
operations = domain("operations")
measurement = domain("measurement")
ieps = domain("ieps")
casework = domain("casework")
chemsafety = domain("chemsafety")
noise = domain("noise")
support = domain("support")
duty = domain("duty")
