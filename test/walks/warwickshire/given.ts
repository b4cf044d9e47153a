import type { Cast } from '../walk.ts'

// What the walks through the escalation processes begin with. Everybody here is invented.

/** Nerys is a health visitor, with a manager, a designated officer, a lead and a Board member; Gareth's college has none. */
export const WARWICKSHIRE: Cast = {
  agencies: {
    nerys: 'health',
    lil: 'health',
    des: 'health',
    hywel: 'health',
    bo: 'health',
    gareth: 'college',
    kay: 'police',
    bev: 'police',
    pam: 'police',
    abe: 'other-trust',
    ava: 'health',
  },
  own: { sian: 'social-worker', tegan: 'team-manager' },
  others: {
    nerys: 'practitioner',
    gareth: 'practitioner',
    lil: 'line-manager',
    pam: 'line-manager',
    des: 'designated-officer',
    kay: 'designated-officer',
    bo: 'board-representative',
    bev: 'board-representative',
    hywel: 'safeguarding-lead',
    ola: 'operations-manager',
    max: 'service-manager',
    dan: 'duty-manager',
    wyn: 'social-worker',
    tom: 'team-manager',
    hub: 'hub-social-worker',
    bea: 'business-unit',
    abe: 'adviser',
    ava: 'adviser',
  },
  managers: { nerys: 'ava' },
  pools: { advisers: ['abe', 'ava', 'hywel'] },
}
