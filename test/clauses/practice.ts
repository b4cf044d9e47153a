// What practitioners expect whatever the protocol (protocols/clauses/practice.yaml): no clause of a source asks for it, so that no
// protocol says where it is met. Here it is said, with a test that fails without it.

export interface Practice {
  /** Routes of the face, or a command. */
  readonly met: readonly string[]
  readonly test: { readonly file: string; readonly title: string }
  /** What of the expectation is not met, and why; null where all of it is. */
  readonly missing: string | null
}

export const PRACTICE: Readonly<Record<string, Practice>> = {
  'PRA-01': {
    met: ['/raise', '/raise/:protocol/:step', '/cases/:case/raise/:protocol/:step'],
    test: {
      file: 'test/web/steps.test.ts',
      title: 'opens with what to do in immediate danger, and goes from form to check to what follows',
    },
    missing: null,
  },
  'PRA-02': {
    met: ['/pathways/:pathway/recorded/:entry', '/my-work'],
    test: {
      file: 'test/web/my-work.test.ts',
      title:
        'asks whoever recorded something until its text stands in the case system, where the authority confirms that',
    },
    missing: null,
  },
  'PRA-03': {
    met: ['/away', '/away/say', '/team/:person/cover'],
    test: {
      file: 'test/web/people.test.ts',
      title: 'is said by everybody for themselves, with a colleague who covers them, and taken back',
    },
    missing: null,
  },
  'PRA-04': {
    met: ['/cases/:case', '/cases/:case/life-events/new', '/pathways/:pathway'],
    test: {
      file: 'test/web/life.test.ts',
      title: 'is recorded once it was said what follows, and whoever owes something finds it',
    },
    missing: null,
  },
  'PRA-05': {
    met: ['/cases/:case', '/pathways/:pathway/papers/:paper'],
    test: {
      file: 'test/browser/open-case.test.ts',
      title: 'is told by a therapist of a disabled child, whose brother and sister are each thought of',
    },
    missing: null,
  },
  'PRA-06': {
    met: [
      '/cases/:case/share/:pathway/:document',
      '/cases/:case/shares',
      '/cases/:case/access/withhold',
      '/shared/:share',
      '/sittings/:sitting/pack',
      '/sittings/:sitting/pack/recipients',
    ],
    test: {
      file: 'test/web/sharing.test.ts',
      title: 'is seen before it goes, without the names that are taken out, and opens nothing else',
    },
    missing: 'A house that has only a name is not found as an address.',
  },
  'PRA-07': {
    met: ['/actions', '/sittings/:sitting/minutes', '/my-work/team'],
    test: {
      file: 'test/web/meetings.test.ts',
      title: 'is carried over where its meeting has sat again, is late, and is done by its own step with its evidence',
    },
    missing: null,
  },
  'PRA-08': {
    met: ['/pathways/:pathway', '/pathways/:pathway/steps/:step', '/cases/:case', '/lists/:protocol'],
    test: {
      file: 'test/web/plans.test.ts',
      title: 'shows how high the risk is from entry on, as a picture and in words',
    },
    missing:
      'It is asked and never demanded, since no source demands it: a line may have gaps, which are named. Nothing compares the lines of several pathways of a child.',
  },
  'PRA-09': {
    met: ['/pathways/:pathway/steps/:step'],
    test: {
      file: 'test/record/walks.test.ts',
      title: 'not met, and the raiser disagrees: the lead Service Manager settles it',
    },
    missing: null,
  },
  'PRA-10': {
    met: [
      '/cases/:case',
      '/cases/:case/life-events/new',
      '/cases/:case/notified/new',
      '/cases/:case/notified/not',
      '/cases/:case/notified/:notified/take-back',
      '/coming-up',
      '/drafts/:draft/check',
    ],
    test: {
      file: 'src/engine/watch/statutory.test.ts',
      title:
        'wants a serious incident considered in 5 working days of learning of it, and nothing else once a child has died',
    },
    missing:
      'No file tells of visits after the first; the dates are those of England, and of another nation none are shown.',
  },
  'PRA-11': {
    met: ['/flags'],
    test: {
      file: 'test/web/flags.test.ts',
      title: 'are found by a part of the name and by the own number, and tell what to do where nobody is',
    },
    missing: null,
  },
  'PRA-12': {
    met: ['/places', '/names-today'],
    test: {
      file: 'test/web/flags.test.ts',
      title: 'leaves the flags that it had to confirm to its successor, who finds them marked',
    },
    missing:
      'A protocol can be written in Welsh and is shown as written; the words of the pages themselves are English alone.',
  },
  'PRA-13': {
    met: ['/my-work'],
    test: {
      file: 'test/web/my-work.test.ts',
      title: 'tells whoever raised it what became of it, and that they did where they may see no more',
    },
    missing: null,
  },
  'PRA-14': {
    met: ['/unfinished', '/drafts/:draft/check'],
    test: {
      file: 'test/web/steps.test.ts',
      title: 'is kept where the session ended meanwhile, for whoever typed it',
    },
    missing: null,
  },
  'PRA-15': {
    met: ['sightline take-on'],
    test: {
      file: 'test/record/take-on.test.ts',
      title: 'enters it at its stage, with the days that are known, and never as recorded then',
    },
    missing: null,
  },
  'PRA-16': {
    met: ['/pathways/:pathway/entries/:entry/move', '/pathways/:pathway/entries/:entry/wrong', '/matches'],
    test: {
      file: 'test/web/mistakes.test.ts',
      title: 'is moved to the child to whom it belongs, and both records tell so',
    },
    missing: null,
  },
  'PRA-17': {
    met: ['/team/:person/hand-over'],
    test: {
      file: 'test/web/people.test.ts',
      title: 'is listed before a manager hands it over, all at once or a case alone, and refused to others',
    },
    missing: null,
  },
  'PRA-18': {
    met: ['/pathways/:pathway/papers/:paper', '/pathways/:pathway/steps/:step'],
    test: {
      file: 'src/documents/papers/files-docx.test.ts',
      title: 'holds whatever somebody pasted as the words that they are',
    },
    missing: null,
  },
}
