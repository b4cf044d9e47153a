-- PRA-06: with whom something is shared is told so, like anything else that waits for them. And what was written freely beside the
-- pathways of a case goes for ever with what it belongs to.
set role sightline_owner;

alter table sightline.told
  drop constraint told_kind_check,
  add constraint told_kind_check check (kind in (
    'notice', 'reminder', 'overdue', 'silence', 'nobody', 'break-glass', 'hand-over', 'stand-in', 'doubtful', 'not-reached',
    'taken-back', 'invitation', 'share'));
