import {
  Category,
  Configuration,
  DeliveriesApi,
  Device,
  ExemptionsApi,
  IncidentsApi,
  Moment,
  Place,
  Purpose,
  RosterApi,
  SanctionRole,
  SanctionsApi,
  VerdictApi,
} from './index';

/** Where the product is, who signs in, and at which moment. */
export interface Around {
  gateway: string;
  school: string;
  /** Access tokens, by name. */
  tokens: Record<string, string>;
  /** A OneRoster package, in base64. */
  roster: string;
  now: string;
}

/** What is asked for until it is so. */
async function until<T>(look: () => Promise<T>, enough: (found: T) => boolean): Promise<T> {
  for (let found = await look(); ; found = await look()) {
    if (enough(found)) {
      return found;
    }
    await new Promise((again) => setTimeout(again, 100));
  }
}

/** The steps of a school day, by a client that came out of the OpenAPI document. */
export async function day(around: Around) {
  const { school } = around;
  const as = (who: string) =>
    new Configuration({ basePath: around.gateway + '/api/v1', accessToken: around.tokens[who] });

  const roster = new RosterApi(as('school-system'));
  const zip = Uint8Array.from(atob(around.roster), (letter) => letter.charCodeAt(0));
  const accepted = await roster.importRoster({
    school,
    body: new Blob([zip], { type: 'application/zip' }),
  });
  const imported = await until(
    () => roster.readRosterImport({ school, id: accepted.id! }),
    (report) => report.state !== 'RUNNING',
  );

  const asked = await new VerdictApi(as('tim')).askVerdictsOfClass({
    school,
    _class: 'k-3hv1',
    device: Device.Smartphone,
    place: Place.Classroom,
  });

  const incidents = new IncidentsApi(as('tim'));
  const incident = await incidents.recordIncident({
    school,
    incidentRequest: {
      category: Category.PhotoOrVideo,
      // the Java client's is another one: what is seen twice in a minute is one incident
      device: Device.Tablet,
      place: Place.Classroom,
      occurredAt: new Date(around.now),
      participants: [{ pupil: 'p-sam', role: SanctionRole.Offender }],
    },
  });
  const proposed = await until(
    () => new SanctionsApi(as('tim')).listSanctions({ school, incident: incident.id! }),
    (listing) => listing.items!.length > 0,
  );

  const exemptions = new ExemptionsApi(as('fatma'));
  const exemption = await exemptions.requestExemption({
    school,
    exemptionRequest: {
      pupil: 'p-sam',
      purpose: Purpose.ReadAloud,
      wished: { moments: [Moment.Lesson], places: [Place.Classroom], functions: ['reader'] },
    },
  });
  const checklist = await exemptions.readExemptionChecklist({ school, exemption: exemption.id! });
  await exemptions.withdrawExemption({ school, exemption: exemption.id! });

  const told = await new DeliveriesApi(as('hanna')).listDeliveries({
    school,
    incident: incident.id!,
  });

  return {
    rosterImport: accepted.id,
    roster: imported.state,
    pupils: asked.verdicts!.map((verdict) => verdict.pupil),
    incident: incident.id,
    breach: incident.breach,
    measure: proposed.items![0].measure,
    exemption: exemption.status,
    missing: checklist.missing,
    deliveries: told.items!.length,
  };
}
