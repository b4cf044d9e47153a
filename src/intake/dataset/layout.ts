import type { FactKind } from '../../engine/facts/fact.ts'

export interface Column {
  /** Without it the table cannot be read. */
  readonly needed?: true
  /** Holds dates, whose order of day and month is settled for the column as a whole. */
  readonly date?: true
  /** Names that earlier versions of the dataset gave it. */
  readonly formerly?: readonly string[]
}

/** How a table of the dataset is laid out, as far as it is read. The dataset's own specification names more columns. */
export interface Layout {
  readonly name: string
  /** What every column of the table begins with; a table is known by it, and not by its file's name. */
  readonly prefix: string
  /** The kind of fact that the table holds whole; null where it only helps to read others. */
  readonly holds: FactKind | null
  readonly columns: Readonly<Record<string, Column>>
  /** Columns of which one at least must be there. */
  readonly oneOf?: readonly string[]
}

/** Tables of the dataset from which nothing is read, by the prefix of their columns. */
export const UNUSED_TABLES: ReadonlyMap<string, string> = new Map([
  ['addr_', 'ssd_address'],
  ['clac_', 'ssd_cla_convictions'],
  ['clah_', 'ssd_cla_health'],
  ['clai_', 'ssd_cla_immunisations'],
  ['clar_', 'ssd_cla_reviews'],
  ['clas_', 'ssd_cla_substance_misuse'],
  ['clav_', 'ssd_cla_visits'],
  ['clea_', 'ssd_care_leavers'],
  ['cinv_', 'ssd_cin_visits'],
  ['cont_', 'ssd_contacts'],
  ['cppv_', 'ssd_cp_visits'],
  ['csdq_', 'ssd_sdq_scores'],
  ['disa_', 'ssd_disability'],
  ['earl_', 'ssd_early_help_episodes'],
  ['ehca_', 'ssd_ehcp_assessment'],
  ['ehcn_', 'ssd_ehcp_named_plan'],
  ['ehcp_', 'ssd_ehcp_active_plans'],
  ['ehcr_', 'ssd_ehcp_requests'],
  ['immi_', 'ssd_immigration_status'],
  ['lacp_', 'ssd_cla_care_plan'],
  ['lapp_', 'ssd_cla_previous_permanence'],
  ['link_', 'ssd_linked_identifiers'],
  ['miss_', 'ssd_missing'],
  ['moth_', 'ssd_mother'],
  ['perm_', 'ssd_permanence'],
  ['s251_', 'ssd_s251_finance'],
  ['send_', 'ssd_send'],
  ['senn_', 'ssd_sen_need'],
  ['voch_', 'ssd_voice_of_child'],
])
