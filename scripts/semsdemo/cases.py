"""Driving a case through the API: filing what it asks for, raising events, waiting for its clock."""

import time
from datetime import date

from semsdemo.api import casework, support
from semsdemo.client import Client, new_request_id

# The smallest document that is one.
PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
CLOCK_SECONDS = 60  # for the timers to come round


class Case:
    """One case of a service (`chemsafety` or `noise`), as seen by whoever acts in it."""

    def __init__(self, domain, opener: Client, site_id: str, **opening):
        self.domain = domain
        self.site_id = site_id
        self._keep(
            opener(domain.CaseServiceStub).OpenCase(domain.OpenCaseRequest(
                subject=casework.Subject(site_id=site_id), request_id=new_request_id(), **opening
            ))
        )  # fmt: skip

    def raise_event(self, client: Client, event_id: str, on: date, **more) -> None:
        """The event, with the files and contents that it asks for and that are not there yet."""
        self._complete(client, event_id)
        guards = [
            casework.GuardAnswer(guard_id=guard, holds=holds, reason="확인함")
            for guard, holds in more.pop("guards", {}).items()
        ]
        event = casework.EventInput(event_id=event_id, occurred_on=on.isoformat(), guards=guards, **more)
        self._keep(
            client(self.domain.CaseServiceStub).RaiseEvent(self.domain.RaiseEventRequest(
                case_id=self.case_id, event=event, request_id=new_request_id()
            ))
        )  # fmt: skip

    def pay(self, client: Client, on: date) -> int:
        """Records the payment of what is still due; in won."""
        due = sum(fee.due_krw - fee.paid_krw for fee in self.now.fees)
        self._keep(
            client(self.domain.CaseServiceStub).RecordFeePayment(self.domain.RecordFeePaymentRequest(
                case_id=self.case_id, amount_krw=due, paid_on=on.isoformat(), reference="2026-0001",
                request_id=new_request_id(),
            ))
        )  # fmt: skip
        return due

    def wait_for(self, client: Client, state_id: str) -> None:
        """Until the clock has led the case there."""
        until = time.monotonic() + CLOCK_SECONDS
        while self.state != state_id:
            if time.monotonic() > until:
                raise TimeoutError(f"{self.case_id} is {self.state}, not {state_id}")
            time.sleep(0.2)
            self._keep(
                client(self.domain.CaseServiceStub).GetCase(self.domain.GetCaseRequest(case_id=self.case_id))
            )

    def clock(self, clock_id: str) -> casework.Clock:
        """Its latest run."""
        return [clock for clock in self.now.clocks if clock.clock_id == clock_id][-1]

    @property
    def case_id(self) -> str:
        return self.now.case_id

    @property
    def state(self) -> str:
        return self.now.state.state_id

    def _keep(self, answer) -> None:
        self.now = answer.case

    def _complete(self, client: Client, event_id: str) -> None:
        service = client(self.domain.CaseServiceStub)
        listed = service.ListNextEvents(self.domain.ListNextEventsRequest(case_id=self.case_id)).events
        for event in (event for event in listed if event.event_id == event_id):
            for item in event.missing_attachments:
                uploaded = client(support.AttachmentServiceStub).PutAttachment(_file(self.site_id, item.name.ko))
                service.AttachFile(self.domain.AttachFileRequest(
                    case_id=self.case_id, attachment_id=uploaded.attachment.attachment_id, item_id=item.item_id,
                    request_id=new_request_id(),
                ))  # fmt: skip
            if event.missing_contents:
                service.UpdateForm(self.domain.UpdateFormRequest(
                    case_id=self.case_id, request_id=new_request_id(),
                    form=[casework.FormEntry(item_id=item.item_id, text=f"{item.name.ko}: 별첨")
                          for item in event.missing_contents],
                ))  # fmt: skip


def _file(site_id: str, name: str):
    request = support.PutAttachmentRequest(request_id=new_request_id())
    request.head.site_id = site_id
    request.head.file_name = f"{name.replace('/', ' ')[:80]}.pdf"
    request.file.data = PDF
    return request
