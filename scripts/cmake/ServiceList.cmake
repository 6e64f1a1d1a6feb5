# Every service of the system, providers before those who ask them: a single process starts them in this order. semsd
# hosts them, the migration makes their schemas, generate-keys their keys, the test harness knows their names; scripts
# ask `semsd services`.
set(SEMS_SERVICES identity facility operations measurement ieps support duty chemsafety noise registration)
