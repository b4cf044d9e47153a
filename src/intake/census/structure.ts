import { CLOSURES, DISABILITIES, ETHNICITIES, FACTORS, NEEDS, REFERRAL_SOURCES, UPN_UNKNOWN } from './codes.ts'
import { type Given, group, nothing } from './element.ts'
import { blank, blankHeader } from './record.ts'
import { code, count, date, many, truth, unused, words } from './values.ts'

const REVIEWS: Given = {
  many: true,
  holds: {
    CPPreviewDate: many(
      date((into, on) => {
        into.plan.reviews.push(on)
      }),
    ),
  },
}

const HEADER: Given = {
  open: (into, line) => {
    into.header = blankHeader(line)
  },
  close: (into) => into.ends.header(),
  holds: {
    CollectionDetails: {
      holds: {
        Collection: words((into, said) => {
          into.header.collection = said
        }),
        Year: count(1990, 2100, (into, said) => {
          into.header.year = said
        }),
        ReferenceDate: date((into, on) => {
          into.header.referenceDate = on
        }),
      },
    },
    Source: {
      many: true,
      holds: {
        SourceLevel: unused,
        LEA: words((into, said) => {
          into.header.authorities.push(said)
        }),
        SoftwareCode: unused,
        Release: unused,
        SerialNo: unused,
        DateTime: {
          read: (into, text, line, name) => {
            // A time is due here, and only here: the day is what counts.
            const value = into.date(text.replace(/T.*$/, ''), line, name, 'event')
            if (value !== null) into.header.writtenOn ??= { value, line }
          },
        },
      },
    },
  },
}

const IDENTIFIERS: Given = {
  holds: {
    LAchildID: words((into, said) => {
      into.identify(said)
    }),
    UPN: words((into, said) => {
      into.child.upn = said
    }),
    FormerUPN: unused,
    UPNunknown: {
      read: (into, text, line, name) => {
        into.child.upnUnknown = { value: into.code(text, line, name, UPN_UNKNOWN), line }
      },
    },
    PersonBirthDate: date((into, on) => {
      into.child.born = on
    }, 'birth'),
    ExpectedPersonBirthDate: date((into, on) => {
      into.child.expected = on
    }, 'expectation'),
    GenderCurrent: words((into, said) => {
      into.child.sexes.push({ ...said, element: 'GenderCurrent' })
    }),
    Sex: words((into, said) => {
      into.child.sexes.push({ ...said, element: 'Sex' })
    }),
    PersonDeathDate: date((into, on) => {
      into.child.died = on
    }, 'death'),
  },
}

const CHARACTERISTICS: Given = {
  holds: {
    Ethnicity: code(ETHNICITIES, (into, ethnicity) => {
      into.child.ethnicity = ethnicity
    }),
    Disabilities: { holds: { Disability: many(code(DISABILITIES, nothing)) } },
  },
}

const ASSESSMENTS: Given = {
  many: true,
  open: (into, line) => {
    into.assessment = blank.assessment(line)
    into.episode.assessments.push(into.assessment)
  },
  holds: {
    AssessmentActualStartDate: date((into, on) => {
      into.assessment.start = on
    }),
    AssessmentInternalReviewDate: date(nothing),
    AssessmentAuthorisationDate: date((into, on) => {
      into.assessment.authorised = on
    }),
    FactorsIdentifiedAtAssessment: {
      many: true,
      holds: {
        AssessmentFactors: many(
          code(FACTORS, (into, factor) => {
            if (factor !== '') into.assessment.factors.push(factor)
          }),
        ),
      },
    },
  },
}

const IN_NEED_PLANS: Given = {
  many: true,
  open: (into, line) => {
    into.inNeedPlan = blank.inNeedPlan(line)
    into.episode.inNeedPlans.push(into.inNeedPlan)
  },
  holds: {
    CINPlanStartDate: date((into, on) => {
      into.inNeedPlan.start = on
    }),
    CINPlanEndDate: date((into, on) => {
      into.inNeedPlan.end = on
    }),
  },
}

const ENQUIRIES: Given = {
  many: true,
  open: (into, line) => {
    into.enquiry = blank.enquiry(line)
    into.episode.enquiries.push(into.enquiry)
  },
  holds: {
    S47ActualStartDate: date((into, on) => {
      into.enquiry.start = on
    }),
    InitialCPCtarget: date((into, on) => {
      into.enquiry.target = on
    }, 'expectation'),
    DateOfInitialCPC: date((into, on) => {
      into.enquiry.conference = on
      into.child.conferences.push(on)
    }),
    ICPCnotRequired: truth((into, value) => {
      into.enquiry.conferenceNotRequired = value
    }),
  },
}

const PLANS: Given = {
  many: true,
  open: (into, line) => {
    into.plan = blank.plan(line)
    into.episode.plans.push(into.plan)
    into.child.plans.push(into.plan)
  },
  holds: {
    CPPstartDate: date((into, on) => {
      into.plan.start = on
    }),
    CPPendDate: date((into, on) => {
      into.plan.end = on
    }),
    InitialCategoryOfAbuse: words((into, said) => {
      into.plan.initialCategory = { ...said, value: said.value.toUpperCase() }
    }),
    LatestCategoryOfAbuse: words((into, said) => {
      into.plan.latestCategory = { ...said, value: said.value.toUpperCase() }
    }),
    NumberOfPreviousCPP: count(0, 99, (into, said) => {
      into.plan.statedPrevious = said.value
    }),
    Reviews: REVIEWS,
    CPPreviews: REVIEWS,
  },
}

const PRE_PROCEEDINGS: Given = {
  many: true,
  open: (into, line) => {
    into.preProceedings = blank.preProceedings(line)
    into.episode.preProceedings.push(into.preProceedings)
  },
  holds: {
    PPStartDate: date((into, on) => {
      into.preProceedings.start = on
    }),
    LBPSentDate: date(nothing),
    FGDMMeetingOffer: words((into) => {
      into.preProceedings.familyMeeting = true
    }),
    FGDMMeetingFac: words((into) => {
      into.preProceedings.familyMeeting = true
    }),
    InitialPPMeetingDate: date(nothing),
    ReviewMeetingsCount: count(0, 999, nothing),
    StepDecisionDate: date((into, on) => {
      into.preProceedings.decided = on
    }),
    PPOutcome: code('any', (into, outcome) => {
      into.preProceedings.outcome = outcome
    }),
    CourtAppDate: date((into, on) => {
      into.preProceedings.toCourt = on
    }),
    LetterInitCPDate: date(nothing),
  },
}

const EPISODES: Given = {
  many: true,
  open: (into, line) => {
    into.episode = blank.episode(line)
    into.child.episodes.push(into.episode)
  },
  holds: {
    CINreferralDate: date((into, on) => {
      into.episode.referred = on
    }),
    ReferralSource: code(REFERRAL_SOURCES, nothing),
    PrimaryNeedCode: code(NEEDS, (into, need) => {
      into.episode.need = need
    }),
    CINclosureDate: date((into, on) => {
      into.episode.closed = on
    }),
    ReasonForClosure: code(CLOSURES, (into, reason) => {
      into.episode.reason = reason
    }),
    DateOfInitialCPC: date((into, on) => {
      into.episode.conference = on
      into.child.conferences.push(on)
    }),
    Assessments: ASSESSMENTS,
    CINPlanDates: IN_NEED_PLANS,
    Section47: ENQUIRIES,
    ReferralNFA: truth((into, value) => {
      into.episode.noFurtherAction = value
    }),
    ChildProtectionPlans: PLANS,
    PreProceedingsandFGDM: PRE_PROCEEDINGS,
  },
}

/** What stands around the census's outermost element: the whole structure, and what is done with each of its parts. */
export const CENSUS = group('', {
  holds: {
    Message: {
      holds: {
        Header: HEADER,
        Children: {
          many: true,
          open: (into) => into.ends.children(),
          holds: {
            Child: {
              many: true,
              open: (into, line) => {
                into.child = blank.child(line)
                into.teller.child = null
              },
              close: (into) => into.ends.child(),
              holds: {
                ChildIdentifiers: IDENTIFIERS,
                ChildCharacteristics: CHARACTERISTICS,
                CINdetails: EPISODES,
              },
            },
          },
        },
      },
    },
  },
})
