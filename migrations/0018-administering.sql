-- When a person last signed in, for whoever keeps the list of people: the day alone, and nothing of what they did.
set role sightline_keeper;

create function sightline.last_signed_in(of_authority text, of_person uuid) returns date
language sql stable security definer set search_path = ''
begin atomic
  select (
    select (e.at at time zone 'Europe/London')::date
    from sightline.audit_envelopes e
    where e.authority = p.authority and e.actor = p.pseudonym and e.action = 'sign-in' and e.decision = 'allowed'
    order by e.at desc limit 1)
  from sightline.persons p
  where p.authority = of_authority and p.person_id = of_person
    and of_authority = sightline.authority() and sightline.administers();
end;
revoke all on function sightline.last_signed_in from public;
grant execute on function sightline.last_signed_in to sightline_app;

reset role;
