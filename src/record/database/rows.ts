// Made from the migrated schema by "npm run schema": change a migration, not this file.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Day } from '../../engine/calendar/day.ts'
import type { Instant } from '../../engine/calendar/instant.ts'

/** The rows of each table, as they are read and as they are written. */
export interface Tables {
  'sightline.adoptions': {
    authority: string
    protocol: string
    adopted: ColumnType<Instant, Date>
    protocol_hash: Buffer
    calendar_hash: Buffer
    by_person: string
  }
  'sightline.agencies': {
    authority: string
    agency: string
    title: string
    kind: string
    council: string | null
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
    successor: string | null
    falls_to: string | null
    phone: string | null
    out_of_hours: string | null
  }
  'sightline.agreed': {
    authority: string
    number: GeneratedAlways<number>
    pathway_id: string
    agreed_id: string
    case_id: string
    protocol: string
    kind: string
    entry_id: string
    step: string
    meetings: string[]
    question: string | null
    item: number | null
    duty: string | null
    owners: string[]
    agency: string | null
    role: string | null
    agreed_on: ColumnType<Day, string>
    due_day: ColumnType<Day | null, string | null | undefined, string | null>
    due_at: ColumnType<Instant | null, Date | null | undefined, Date | null>
    met_on: ColumnType<Day | null, string | null | undefined, string | null>
    met_in: string | null
    lapsed_on: ColumnType<Day | null, string | null | undefined, string | null>
  }
  'sightline.answers': {
    authority: string
    pathway_id: string
    entry_id: string
    compartment: string
    case_id: string
    answers: ColumnType<unknown, string>
    because: string | null
  }
  'sightline.attendance': {
    authority: string
    occasion: string
    person_id: string
    case_id: string | null
    pathway_id: string | null
    answer: string | null
    answered: ColumnType<Instant | null, Date | null | undefined, Date | null>
    came: boolean | null
    noted: ColumnType<Instant | null, Date | null | undefined, Date | null>
    noted_by: string | null
  }
  'sightline.audit_envelopes': {
    authority: string
    envelope_id: string
    leaf: number | null
    case_leaf: number | null
    at: ColumnType<Instant, Date>
    actor: string
    agency: string
    action: string
    object_kind: string
    object_id: string | null
    case_id: string | null
    decision: string
    access_path: string | null
    compartments: Generated<string[]>
    policy_version: number
    commitment: Buffer
  }
  'sightline.audit_erasures': {
    authority: string
    erasure_id: string
    case_id: string
    envelopes: string[]
    erased: ColumnType<Instant, Date>
    by_person: string
    because: string
  }
  'sightline.audit_listed': {
    authority: string
    envelope_id: string
    case_id: string
    at: ColumnType<Instant, Date>
    commitment: Buffer
    salt: Buffer | null
  }
  'sightline.audit_payloads': {
    authority: string
    envelope_id: string
    salt: Buffer
    payload: string
  }
  'sightline.authorities': {
    authority: string
    title: string
    demonstration: Generated<boolean>
    confirms_file_text: Generated<boolean>
    help_by_day: string | null
    help_by_night: string | null
    nation: Generated<string>
  }
  'sightline.break_glass': {
    authority: string
    break_glass_id: string
    case_id: string
    person_id: string
    reason_code: string
    reason: string
    opened: ColumnType<Instant, Date>
    expires: ColumnType<Instant, Date>
    reviewer_id: string | null
    reviewed: ColumnType<Instant | null, Date | null | undefined, Date | null>
    outcome: string | null
    note: string | null
    noted: ColumnType<Instant | null, Date | null | undefined, Date | null>
    given_back: ColumnType<Instant | null, Date | null | undefined, Date | null>
  }
  'sightline.calendar_mails': {
    authority: string
    mail_id: string
    sitting_id: string
    person_id: string
    method: string
    revision: number
    said: string
    state: Generated<string>
  }
  'sightline.case_holdings': {
    authority: string
    case_id: string
    holding_id: string
    person_id: string
    role: string
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
    batch_id: string | null
  }
  'sightline.case_members': {
    authority: string
    case_id: string
    member_id: string
    person_id: string | null
    team: string | null
    case_role: string
    actions: string[]
    compartments: string[]
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
    granted_by: string | null
    reason: string
    basis: string
  }
  'sightline.case_scopes': {
    authority: string
    scope: string
    case_id: string
    source: string
    pathway_id: string | null
    actions: string[]
    compartments: string[]
    named: boolean
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
  }
  'sightline.cases': {
    authority: string
    case_id: string
    subject: string
    child_id: string | null
    family: string | null
    lead_agency: string
    lead_team: string | null
    sensitivity: Generated<string>
    contact: string | null
    version: Generated<number>
    sensitivity_because: string | null
    sensitivity_set: ColumnType<Day | null, string | null | undefined, string | null>
    sensitivity_set_by: string | null
    sensitivity_review_on: ColumnType<Day | null, string | null | undefined, string | null>
    series: string | null
  }
  'sightline.children': {
    authority: string
    child_id: string
    identifier: string | null
    name: string | null
    born: ColumnType<Day | null, string | null | undefined, string | null>
    merged_into: string | null
    entered: ColumnType<Instant | null, Date | null | undefined, Date | null>
    entered_by: string | null
  }
  'sightline.councils': {
    authority: string
    council: string
    title: string
  }
  'sightline.deputies': {
    authority: string
    deputy_id: string
    for_person_id: string
    person_id: string
    role: string | null
    since: ColumnType<Day, string>
    until: ColumnType<Day, string>
    reason: string
  }
  'sightline.disposals': {
    authority: string
    disposal_id: string
    pathway_id: string
    case_id: string
    entries: string[]
    disposed: ColumnType<Instant, Date>
    by_person: string
    because: string
  }
  'sightline.doubtful_matches': {
    authority: string
    match_id: string
    import_id: string | null
    identifier: string
    child_id: string
    candidate_id: string
    why: string
    decided: ColumnType<Instant | null, Date | null | undefined, Date | null>
    decided_by: string | null
    decision: string | null
    because: string | null
  }
  'sightline.drafts': {
    authority: string
    draft_id: string
    person_id: string
    case_id: string
    pathway_id: string
    protocol: string
    opens: boolean
    step: string
    supersedes: string | null
    revision: number
    content: ColumnType<unknown, string>
    overwritten: ColumnType<unknown, string | null | undefined, string | null>
    begun: ColumnType<Instant, Date>
    saved: ColumnType<Instant, Date>
  }
  'sightline.duties': {
    authority: string
    pathway_id: string
    duty_id: string
    case_id: string
    duty: string
    opened: ColumnType<Instant, Date>
    due_day: ColumnType<Day | null, string | null | undefined, string | null>
    due_at: ColumnType<Instant | null, Date | null | undefined, Date | null>
    met: ColumnType<Instant | null, Date | null | undefined, Date | null>
    lapsed: ColumnType<Instant | null, Date | null | undefined, Date | null>
    lapsed_why: string | null
    remind_from: ColumnType<Day | null, string | null | undefined, string | null>
    tell_from: ColumnType<Day | null, string | null | undefined, string | null>
    tell: string[]
  }
  'sightline.entries': {
    authority: string
    pathway_id: string
    entry_id: string
    number: number
    case_id: string
    step: string | null
    outcome: string | null
    person_id: string | null
    role: string
    happened: ColumnType<Instant, Date>
    recorded: ColumnType<Instant, Date>
    about: string | null
    supersedes: string | null
    trigger_id: string | null
    trigger_met: ColumnType<Day | null, string | null | undefined, string | null>
    before_sightline: Generated<boolean>
    protocol_hash: Buffer
    calendar_hash: Buffer
    agency: string | null
    moves: Generated<boolean>
  }
  'sightline.erasures_asked': {
    authority: string
    asking_id: string
    case_id: string
    pathway_id: string | null
    asked_by: string
    asked: ColumnType<Instant, Date>
    because: string
    confirmed_by: string | null
    confirmed: ColumnType<Instant | null, Date | null | undefined, Date | null>
  }
  'sightline.exclusions': {
    authority: string
    exclusion_id: string
    case_id: string | null
    child_id: string | null
    who: string
    reason: string
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
    set_by: string
    lift_asked_by: string | null
    lift_asked: ColumnType<Instant | null, Date | null | undefined, Date | null>
    lift_because: string | null
    lifted_by: string | null
    lifted: ColumnType<Instant | null, Date | null | undefined, Date | null>
    review_on: ColumnType<Day | null, string | null | undefined, string | null>
  }
  'sightline.file_texts': {
    authority: string
    pathway_id: string
    entry_id: string
    case_id: string
    person_id: string
    recorded: ColumnType<Instant, Date>
    placed: ColumnType<Instant | null, Date | null | undefined, Date | null>
    placed_by: string | null
  }
  'sightline.flags': {
    authority: string
    pathway_id: string
    flag: string
    agency: string
    case_id: string
    state: string
    since: ColumnType<Instant, Date>
    asked: ColumnType<Instant, Date>
    duty_id: string | null
    placed_in: string | null
  }
  'sightline.glass_alerts': {
    authority: string
    break_glass_id: string
    case_id: string
    person_id: string
    told_as: string
    told: ColumnType<Instant, Date>
  }
  'sightline.import_changes': {
    authority: string
    import_id: string
    child_id: string
    named: boolean
    new: string[]
    changed: string[]
    withdrawn: string[]
  }
  'sightline.import_findings': {
    authority: string
    import_id: string
    number: number
    finding: ColumnType<unknown, string>
  }
  'sightline.imports': {
    authority: string
    import_id: string
    content_hash: Buffer
    files: string[]
    sources: ColumnType<unknown, string | null | undefined, string | null>
    state: string
    begun: ColumnType<Instant, Date>
    read_on: ColumnType<Day, string>
    progressed: ColumnType<Instant, Date>
    taken: ColumnType<Instant | null, Date | null | undefined, Date | null>
    by_person: string
    children: Generated<number>
    summary: ColumnType<unknown, string | null | undefined, string | null>
    refused_because: string | null
    undone: ColumnType<Instant | null, Date | null | undefined, Date | null>
    undone_by: string | null
    undone_because: string | null
    compared: number | null
    noticed: ColumnType<unknown, string | null | undefined, string | null>
  }
  'sightline.incidents_notified': {
    authority: string
    notification_id: string
    case_id: string
    notified: ColumnType<Day, string>
    made_by: string
    reference: string | null
    not_because: string | null
    recorded: ColumnType<Instant, Date>
    by_person: string
    taken_back: ColumnType<Instant | null, Date | null | undefined, Date | null>
    taken_back_by: string | null
    taken_back_because: string | null
  }
  'sightline.invitations': {
    authority: string
    invitation_id: string
    person_id: string
    token_hash: Buffer
    made: ColumnType<Instant, Date>
    made_by: string
    expires: ColumnType<Instant, Date>
    used: ColumnType<Instant | null, Date | null | undefined, Date | null>
    withdrawn: ColumnType<Instant | null, Date | null | undefined, Date | null>
  }
  'sightline.leave': {
    authority: string
    leave_id: string
    person_id: string
    since: ColumnType<Day, string>
    until: ColumnType<Day, string>
  }
  'sightline.life_events': {
    authority: string
    event_id: string
    child_id: string
    case_id: string
    kind: string
    happened: ColumnType<Day, string>
    details: string
    recorded: ColumnType<Instant, Date>
    by_person: string
    taken_back: ColumnType<Instant | null, Date | null | undefined, Date | null>
    taken_back_by: string | null
    taken_back_because: string | null
  }
  'sightline.mails': {
    authority: string
    mail_id: string
    person_id: string
    made: ColumnType<Instant, Date>
    tries: Generated<number>
    next_try: ColumnType<Instant | null, Date | null | undefined, Date | null>
    settled: ColumnType<Instant | null, Date | null | undefined, Date | null>
    carries: Generated<string>
  }
  'sightline.merges': {
    authority: string
    merge_id: string
    from_child: string
    into_child: string
    merged: ColumnType<Instant, Date>
    by_person: string
    because: string
    split: ColumnType<Instant | null, Date | null | undefined, Date | null>
    split_by: string | null
    split_because: string | null
  }
  'sightline.moved_entries': {
    authority: string
    moved_id: string
    from_case: string
    from_pathway: string
    from_entry: string
    to_case: string
    to_pathway: string
    to_entry: string
    moved: ColumnType<Instant, Date>
    by_person: string
    because: string
  }
  'sightline.nights': {
    authority: string
    night: ColumnType<Day, string>
    begun: ColumnType<Instant, Date>
    ended: ColumnType<Instant | null, Date | null | undefined, Date | null>
    children: Generated<number>
    opened: Generated<number>
    prompted: Generated<number>
    noted: Generated<number>
    new_cases: Generated<number>
    without_case: Generated<number>
    unknown_names: Generated<string[]>
  }
  'sightline.noticed': {
    authority: string
    case_id: string
    protocol: string
    trigger_id: string
    occasion: string
    met: ColumnType<Day, string>
    noticed: ColumnType<Instant, Date>
    does: string
    pathway_id: string | null
    answered: ColumnType<Instant | null, Date | null | undefined, Date | null>
    answered_by: string | null
    answer: string | null
  }
  'sightline.notices': {
    authority: string
    pathway_id: string
    notice_id: string
    case_id: string
    notice: string
    told: ColumnType<Instant, Date>
    mailbox: string | null
  }
  'sightline.obligations': {
    authority: string
    pathway_id: string
    obligation_id: string
    case_id: string
    kind: string
    noticed: ColumnType<Instant, Date>
    owed_by: string[]
    due_day: ColumnType<Day | null, string | null | undefined, string | null>
  }
  'sightline.owed': {
    authority: string
    owed_id: GeneratedAlways<number>
    pathway_id: string
    duty_id: string
    case_id: string
    person_id: string | null
    due_day: ColumnType<Day | null, string | null | undefined, string | null>
    role: string | null
  }
  'sightline.passkeys': {
    authority: string
    passkey_id: string
    person_id: string
    credential: Buffer
    public_key: Buffer
    counter: number
    transports: string[]
    title: string
    synced: boolean
    made: ColumnType<Instant, Date>
    used: ColumnType<Instant | null, Date | null | undefined, Date | null>
    revoked: ColumnType<Instant | null, Date | null | undefined, Date | null>
    revoked_because: string | null
  }
  'sightline.pathways': {
    authority: string
    pathway_id: string
    case_id: string
    protocol: string
    protocol_hash: Buffer
    calendar_hash: Buffer
    opened: ColumnType<Instant, Date>
    version: number
    stage: string | null
    since: ColumnType<Instant | null, Date | null | undefined, Date | null>
    ended: ColumnType<Instant | null, Date | null | undefined, Date | null>
    next_due: ColumnType<Day | null, string | null | undefined, string | null>
    evaluated: ColumnType<Instant, Date>
    valid_until: ColumnType<Instant | null, Date | null | undefined, Date | null>
    kept_within: string | null
    told_on: ColumnType<Day | null, string | null | undefined, string | null>
    stale: Generated<boolean>
  }
  'sightline.persons': {
    authority: string
    person_id: string
    pseudonym: string
    staff_id: string | null
    name: string
    email: string | null
    agency: string
    team: string | null
    manager_id: string | null
    service: Generated<boolean>
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
    email_bounced: ColumnType<Instant | null, Date | null | undefined, Date | null>
    phone: string | null
  }
  'sightline.pool_members': {
    authority: string
    pool: string
    person_id: string
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
  }
  'sightline.reported': {
    authority: string
    import_id: string
    source: number
    identifier: string
    child_id: string
    hash: Buffer
    origins: ColumnType<unknown, string>
  }
  'sightline.reports': {
    authority: string
    child_id: string
    hash: Buffer
    report: ColumnType<unknown, string>
    family: Generated<string>
  }
  'sightline.role_holdings': {
    authority: string
    holding_id: string
    person_id: string
    role: string
    agency: string | null
    team: string | null
    since: ColumnType<Day, string>
    until: ColumnType<Day | null, string | null | undefined, string | null>
  }
  'sightline.sessions': {
    authority: string
    token_hash: Buffer
    person_id: string
    how: string
    began: ColumnType<Instant, Date>
    idle_until: ColumnType<Instant, Date>
    ends: ColumnType<Instant, Date>
    fresh_since: ColumnType<Instant | null, Date | null | undefined, Date | null>
    passkey_id: string | null
  }
  'sightline.shares': {
    authority: string
    share_id: string
    case_id: string
    pathway_id: string
    person_id: string
    title: string
    content: string
    taken_out: string[]
    taken_out_because: string | null
    basis: string
    purpose: string
    shared_by: string
    shared: ColumnType<Instant, Date>
    until: ColumnType<Day, string>
    ended: ColumnType<Instant | null, Date | null | undefined, Date | null>
    ended_by: string | null
    ended_because: string | null
  }
  'sightline.sign_ins': {
    authority: string
    issuer: string
    subject: string
    person_id: string
  }
  'sightline.sittings': {
    authority: string
    meeting: string
    sitting_id: string
    sits_on: ColumnType<Day, string>
    cancelled_because: string | null
    starts: ColumnType<Instant | null, Date | null | undefined, Date | null>
    ends: ColumnType<Instant | null, Date | null | undefined, Date | null>
    place: string | null
    link: string | null
    revision: Generated<number>
  }
  'sightline.staff_names': {
    authority: string
    name: string
    person_id: string
  }
  'sightline.submissions': {
    authority: string
    person_id: string
    key: string
    request_hash: Buffer
    pathway_id: string | null
    entry_id: string | null
    received: ColumnType<Instant, Date>
  }
  'sightline.taken_on': {
    authority: string
    key: string
    row_hash: Buffer
    pathway_id: string
    taken_on: ColumnType<Instant, Date>
  }
  'sightline.teams': {
    authority: string
    team: string
    agency: string
    title: string
  }
  'sightline.texts': {
    authority: string
    hash: Buffer
    kind: string
    name: string
    text: string
    adopted: ColumnType<Instant, Date>
  }
  'sightline.told': {
    authority: string
    told_id: string
    pathway_id: string | null
    case_id: string | null
    about: string
    kind: string
    due_day: ColumnType<Day | null, string | null | undefined, string | null>
    person_id: string
    told: ColumnType<Instant, Date>
    words: ColumnType<unknown, string>
    read: ColumnType<Instant | null, Date | null | undefined, Date | null>
    sender_id: string | null
    mail: Generated<string>
    mail_id: string | null
    falls_to: string | null
    acted: ColumnType<Instant | null, Date | null | undefined, Date | null>
  }
  'sightline.watched': {
    authority: string
    watched: ColumnType<Instant, Date>
  }
  'sightline.whereabouts': {
    authority: string
    withholding_id: string
    case_id: string
    child_id: string | null
    whose: string
    carer: string
    withheld_from: string
    scope: string | null
    named: string
    because: string
    set_at: ColumnType<Instant, Date>
    set_by: string
    review_on: ColumnType<Day, string>
    ended: ColumnType<Instant | null, Date | null | undefined, Date | null>
    ended_by: string | null
    ended_because: string | null
    ended_as: string | null
  }
}
