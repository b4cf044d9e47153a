-- Entries that move a pathway to another version of its protocol: that whose text such an entry names as the one it was made under.
set role sightline_owner;

alter table sightline.entries add column moves boolean not null default false,
  add check (not moves or (step is null and trigger_id is null and supersedes is null));

reset role;
