// A protocol that runs pathways, with one thing wrong in its stages, parts, notices, meetings, documents, grants or duties.
import { RUNNING, RUNNING_SURROUNDINGS } from './running-sample.ts'
import { eachIsFound, type Seed } from './seeds.ts'

const STAGES: readonly Seed[] = [
  [
    'a stage that nothing reaches',
    '  planned: Plan running\n',
    '  planned: Plan running\n  «lost: Lost\n',
    /"lost" is never reached/,
    /lead to it/,
  ],
  [
    'a stage that nobody can leave',
    '  refused: { title: Refused, ends: yes }',
    '  «refused: Refused',
    /nobody can leave the stage "refused"/,
    /let it end/,
  ],
  [
    'ends in other words',
    'closed: { title: Closed, ends: yes }',
    'closed: { title: Closed, ends: «true }',
    /"true"/,
    /yes, no/,
  ],
  [
    'a stage with a word of the language',
    '  planned: Plan running\n',
    '  planned: Plan running\n  «start: Start\n',
    /"start" is a word/,
    /another name/,
  ],
]

const PARTS: readonly Seed[] = [
  ['an unknown part', 'uses: [advice]', 'uses: [«advise]', /part "advise"/, /advise\.yaml/],
  ['a part that is used twice', 'uses: [advice]', 'uses: [advice, «advice]', /twice/, /one of them/],
  [
    'a part whose step is there already',
    '  talk:\n    title: Record a talk',
    '  «ask-advice:\n    title: Advise\n    cites: [SAM-01]\n    by: worker\n    asks: note\n  talk:\n    title: Record a talk',
    /the part has a "ask-advice"/,
    /Rename/,
  ],
  ['a notice sent by a fact', 'for each: decide\n', 'for each: «protection plan\n', /follows a step/, /entering/],
  ['a notice sent by an unknown step', 'for each: decide\n', 'for each: «decdie\n', /step "decdie"/, /mean "decide"/],
  [
    'a notice to an unknown role',
    '"the child\'s nurse, else worker"',
    '«"the child\'s nurse, else wroker"',
    /role "wroker"/,
    /mean "worker"/,
  ],
  ['a notice to that agency', 'to: [the raiser,', 'to: [«that agency,', /no agency has been named/, /agency/],
  [
    'an answer that no notice can wait for',
    'for each: decide\n',
    'for each: «decide where reasons is yes\n',
    /type "words"/,
    /yes or no/,
  ],
  [
    'an unknown outcome to wait for',
    'for each: decide\n',
    'for each: «decide where outcome is yes-to-ti\n',
    /outcome there "yes-to-ti"/,
    /mean "yes-to-it"/,
  ],
  ['a flag with an unknown stage', 'while: planned\n', 'while: «planed\n', /stage "planed"/, /mean "planned"/],
  [
    'a flag placed by an unknown step',
    'while: planned\n\ndocuments',
    'while: planned\n    placed by: «hold-pannel\n\ndocuments',
    /step "hold-pannel"/,
    /mean "hold-panel"/,
  ],
  [
    'a flag removed by a step that is about no flag',
    'while: planned\n\ndocuments',
    'while: planned\n    removed by: «hold-panel\n\ndocuments',
    /does not say whose flag/,
    /meets such a duty/,
  ],
  [
    'a flag that no agency places',
    '    for each: item of agencies in hold-panel\n    while',
    '    for each: «item of helper in hold-panel\n    while',
    /no agencies/,
    /Ask for agencies/,
  ],
  [
    'an item of an unknown question',
    '    for each: item of agencies in hold-panel\n    while',
    '    for each: «item of agencys in hold-panel\n    while',
    /"agencys"/,
    /mean "agencies"/,
  ],
  [
    'items of what has none',
    '    for each: item of agencies in hold-panel\n    due',
    '    for each: «item of visits in hold-panel\n    due',
    /answered once/,
    /list/,
  ],
  [
    'a meeting with an unknown post',
    'needs: [manager, nurse]',
    'needs: [manager, «nures]',
    /role "nures"/,
    /mean "nurse"/,
  ],
  ['a post that stands twice', 'considers: [lawyer]', 'considers: [lawyer, «nurse]', /under "needs" already/, /once/],
  ['a meeting held at odd times', 'held: every 2 months', 'held: every 2 «weeks', /"weeks"/, /"months"/],
  [
    'a document of an unknown step',
    'by: hold-panel\n',
    'by: «hold-panle\n',
    /step or meeting "hold-panle"/,
    /mean "hold-panel"/,
  ],
  [
    'a document with an unknown question',
    'from: [happened, there]',
    'from: [happened, «ther]',
    /question "ther"/,
    /mean "there"/,
  ],
  [
    'a document with an unknown stage',
    'from: [entering agreed]',
    'from: [«entering agree]',
    /stage "agree"/,
    /mean "agreed"/,
  ],
  ['an unknown compartment', 'compartments: [shared]', 'compartments: [«sharde]', /"sharde"/, /mean "shared"/],
  [
    'an unknown role that sees',
    'every holder of manager',
    '«every holder of manger',
    /role "manger"/,
    /mean "manager"/,
  ],
  [
    'somebody who may not be granted a case',
    'who: [director,',
    'who: [director, «whoever recorded it,',
    /must be told by a role/,
    /Name a role/,
  ],
  [
    'an unknown stage of what is seen',
    'while: agreed or planned',
    'while: «agreed or plannd',
    /stage "plannd"/,
    /mean "planned"/,
  ],
  [
    'a form that no step asks',
    'forms:\n',
    'forms:\n  «spare:\n    x: { title: X, type: words }\n',
    /no step asks the form "spare"/,
    /take it away/,
  ],
  [
    'a pool that nobody is chosen from',
    'pools:\n',
    'pools:\n  «others: Other people\n',
    /chosen from "others"/,
    /take it away/,
  ],
]

const DUTIES: readonly Seed[] = [
  ['a duty met by the step that opens a pathway', 'met by: decide', 'met by: «ask', /opens a pathway/, /later/],
  [
    'a duty that nothing can meet any more',
    'met by: visit\n',
    'met by: «decide\n',
    /can no longer be recorded/,
    /or name another step/,
  ],
  [
    'a duty that opens when all is over',
    '    for each: hold-panel where visits is yes\n',
    '    for each: «entering closed\n',
    /has ended when this duty would open/,
    /earlier/,
  ],
  [
    'a duty that lasts beyond the end',
    '    for each: hold-panel where visits is yes\n    due: 1 month after it\n',
    '    while: «planned or closed\n    due: 1 month after entering planned\n',
    /no duty stays open at "closed"/,
    /Name another/,
  ],
]

eachIsFound([...STAGES, ...PARTS, ...DUTIES], RUNNING, RUNNING_SURROUNDINGS)
