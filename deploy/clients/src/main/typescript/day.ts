import {
  Advice,
  AgreedUse,
  AssessmentApi,
  Category,
  Configuration,
  CustodyApi,
  DeliveriesApi,
  Device,
  EducationalUseApi,
  EvidenceApi,
  EvidenceKind,
  ExemptionsApi,
  FeedApi,
  Figure,
  Ground,
  IncidentsApi,
  Keeping,
  Kind,
  Life,
  MessagesApi,
  Moment,
  Place,
  PoliciesApi,
  Purpose,
  Receiver,
  ResponseError,
  Role,
  RosterApi,
  SanctionKind,
  SanctionRole,
  SanctionsApi,
  SignalsApi,
  StatisticsApi,
  VerdictApi,
  WebhooksApi,
} from './index';

/** Where the product is, who signs in, and at which moment. */
export interface Around {
  gateway: string;
  board: string;
  school: string;
  /** Access tokens, by name. */
  tokens: Record<string, string>;
  /** A OneRoster package, in base64. */
  roster: string;
  /** A PDF that shows why a device is needed, in base64. */
  statement: string;
  now: string;
  /** The day that it is at the school, as 2026-11-25. */
  today: string;
}

const PUPIL = 'p-sam';
const CLASS = 'k-3hv1';
const SMARTPHONE_IN_CLASS = { device: Device.Smartphone, place: Place.Classroom };
const WHY = 'It reads the text to him, and nothing else does.';

const PATIENCE = 60_000;

/** What is asked for until it is so, within a minute. */
async function until<T>(look: () => Promise<T>, enough: (found: T) => boolean): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (let found = await look(); ; found = await look()) {
    if (enough(found)) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error('waited in vain, last seen: ' + JSON.stringify(found));
    }
    await new Promise((again) => setTimeout(again, 50));
  }
}

function file(base64: string, type: string): Blob {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return new Blob([bytes], { type });
}

/** A school day, by a client that came out of the OpenAPI document. */
class Day {
  private readonly school: string;

  constructor(private readonly around: Around) {
    this.school = around.school;
  }

  private as(who: string): Configuration {
    return new Configuration({
      basePath: this.around.gateway + '/api/v1',
      accessToken: this.around.tokens[who],
    });
  }

  async roster() {
    const { school } = this;
    const roster = new RosterApi(this.as('school-system'));
    const body = file(this.around.roster, 'application/zip');
    const accepted = await roster.importRoster({ school, body });
    const imported = await until(
      () => roster.readRosterImport({ school, id: accepted.id! }),
      (report) => report.state !== 'RUNNING',
    );
    return imported.state;
  }

  async policy() {
    const inForce = await new PoliciesApi(this.as('tim')).readPolicyInForce({
      school: this.school,
    });
    return inForce.items![0].policy!.id;
  }

  /** @return the grounds of the class's verdicts, by pupil, while educational use is open */
  async lesson() {
    const { school } = this;
    const uses = new EducationalUseApi(this.as('tim'));
    const open = await uses.openEducationalUse({
      school,
      educationalUseRequest: {
        _class: CLASS,
        purpose: 'A stopwatch for an experiment.',
        devices: [Device.Smartphone],
      },
    });
    const verdicts = await until(
      () =>
        new VerdictApi(this.as('tim')).askVerdictsOfClass({
          school,
          _class: CLASS,
          ...SMARTPHONE_IN_CLASS,
        }),
      (all) => all.verdicts!.some((one) => one.ground === Ground.EducationalUse),
    );
    await uses.closeEducationalUse({ school, educationalUse: open.id! });
    return Object.fromEntries(verdicts.verdicts!.map((one) => [one.pupil!, one.ground!]));
  }

  async custody() {
    const { school } = this;
    const custody = new CustodyApi(this.as('tim'));
    const kept = await custody.handInDevice({
      school,
      handInRequest: { pupil: PUPIL, device: Device.Smartwatch, keeping: Keeping.Office },
    });
    const back = await custody.giveBackDevice({
      school,
      custody: kept.id!,
      returnRequest: { to: Receiver.Pupil },
    });
    return [kept.status, back.status];
  }

  /** Recorded, proposed by the ladder, talked about, imposed and confirmed. */
  async breach() {
    const { school } = this;
    const at = new Date(this.around.now);
    const incident = await new IncidentsApi(this.as('tim')).recordIncident({
      school,
      incidentRequest: {
        category: Category.PhotoOrVideo,
        device: Device.Tablet,
        place: Place.Classroom,
        occurredAt: at,
        participants: [{ pupil: PUPIL, role: SanctionRole.Offender }],
      },
    });
    const sanctions = new SanctionsApi(this.as('hanna'));
    const proposed = await until(
      () => sanctions.listSanctions({ school, incident: incident.id! }),
      (listing) => listing.items!.length > 0,
    );
    const sanction = proposed.items![0].id!;
    for (const kind of [SanctionKind.Pupil, SanctionKind.Guardians]) {
      await sanctions.recordHearing({ school, sanction, hearingRequest: { kind, at } });
    }
    const imposed = await sanctions.imposeSanction({
      school,
      sanction,
      impositionRequest: { reason: 'He filmed another pupil, and says so.' },
    });
    // a day: at noon it is the same one wherever this runs
    const day = new Date(this.around.today + 'T12:00:00');
    const confirmed = await sanctions.confirmSanction({
      school,
      sanction,
      confirmationRequest: {
        from: day,
        until: day,
        explanation: 'You filmed another pupil, and said so.',
      },
    });
    return {
      incident: incident.id!,
      breach: {
        breach: incident.breach,
        measure: imposed.measure,
        heard: imposed.hearings!.length,
        sanction: confirmed.status,
      },
    };
  }

  /** From a guardian's request, with evidence, to what teachers see. */
  async exemption() {
    const { school } = this;
    const wished = {
      moments: [Moment.Lesson],
      places: [Place.Classroom],
      functions: ['reader'],
    };
    const requests = new ExemptionsApi(this.as('fatma'));
    const requested = await requests.requestExemption({
      school,
      exemptionRequest: {
        pupil: PUPIL,
        purpose: Purpose.ReadAloud,
        wished,
        motivation: 'It reads to me, so that I can follow.',
      },
    });
    const exemption = requested.id!;
    const checklist = await requests.readExemptionChecklist({ school, exemption });
    const body = file(this.around.statement, 'application/pdf');
    const attached = await new EvidenceApi(this.as('fatma')).attachEvidence({
      school,
      exemption,
      kind: EvidenceKind.Statement,
      body,
    });
    await requests.submitExemption({ school, exemption, submissionRequest: {} });

    const chair = new AssessmentApi(this.as('cora'));
    const begun = await chair.beginAssessment({
      school,
      exemption,
      teamRequest: {
        members: [
          { person: 'st-cora', role: Role.CareCoordinator },
          { person: 'st-tim', role: Role.Mentor },
          { person: 'st-eva', role: Role.Expert },
        ],
      },
    });
    const read = await new EvidenceApi(this.as('eva')).readEvidence({
      school,
      exemption,
      evidence: attached.id!,
      readingRequest: { reason: 'To assess the request.' },
    });
    const criteria = begun.criteria!.map((criterion) => ({ criterion, met: true, reason: WHY }));
    for (const member of ['cora', 'tim', 'eva']) {
      await new AssessmentApi(this.as(member)).assessExemption({
        school,
        exemption,
        assessmentRequest: { advice: Advice.Grant, reason: WHY, criteria },
      });
    }
    const granted = await chair.decideOnExemption({
      school,
      exemption,
      decisionRequest: {
        outcome: Advice.Grant,
        reason: WHY,
        criteria,
        granted: {
          scope: wished,
          kind: Kind.Structural,
          contact: 'st-cora',
          agreed: [AgreedUse.OnTable, AgreedUse.SoundOff],
        },
      },
    });
    const decided = Date.now();
    await until(
      () =>
        new VerdictApi(this.as('tim')).askVerdict({
          school,
          pupil: PUPIL,
          ...SMARTPHONE_IN_CLASS,
        }),
      (verdict) => verdict.ground === Ground.Exemption,
    );
    const shown = Date.now() - decided;
    const signals = await until(
      () => new SignalsApi(this.as('tim')).listSignalsOfPupil({ school, pupil: PUPIL }),
      (listing) => listing.items!.some((signal) => signal.exemption === exemption),
    );
    return {
      missing: checklist.missing!.length,
      read: (await read.arrayBuffer()).byteLength,
      status: granted.status,
      shown,
      contact: signals.items!.find((signal) => signal.exemption === exemption)!.contact,
    };
  }

  /** What two guardians hear of an incident: one reads the feed and the letter. */
  async told(incident: string) {
    const { school } = this;
    const feed = new FeedApi(this.as('fatma'));
    const about = await until(
      async () => {
        const page = await feed.readFeed({ school });
        return page.items!.find((item) => item.incident === incident && item.letter);
      },
      (item) => item !== undefined,
    );
    const message = about!.message!;
    const receipt = await feed.markMessageRead({ school, message });
    const letter = await new MessagesApi(this.as('fatma')).readLetter({ school, message });
    const deliveries = await until(
      () => new DeliveriesApi(this.as('hanna')).listDeliveries({ school, incident }),
      (listing) =>
        listing.items!.length === 4 &&
        listing.items!.every((each) => each.state === Life.Sent || each.state === Life.Read),
    );
    return {
      language: about!.language,
      receipt: receipt.state,
      letter: (await letter.text()).substring(0, 5),
      deliveries: deliveries.items!.length,
    };
  }

  async figures() {
    const statistics = await new StatisticsApi(this.as('bea')).readStatistics({
      board: this.around.board,
    });
    return statistics.figures!.find((each) => each.figure === Figure.Messages && !each.by)!.count;
  }

  /** Registered, found again and ended. */
  async webhook() {
    const { school } = this;
    const webhooks = new WebhooksApi(this.as('pipeline'));
    const made = await webhooks.subscribeWebhook({
      school,
      newWebhook: { url: 'https://pipeline.example.org/tenzij' },
    });
    const found = await webhooks.readWebhook({ school, webhook: made.id! });
    await webhooks.endWebhook({ school, webhook: made.id! });
    return found.state;
  }

  /** @return the status of the answer to somebody of another school */
  async refused(incident: string) {
    try {
      await new IncidentsApi(this.as('lisa')).readIncident({ school: this.school, incident });
      return 0;
    } catch (problem) {
      return problem instanceof ResponseError ? problem.response.status : 0;
    }
  }
}

/** All of it, and what the client saw. */
export async function day(around: Around) {
  const today = new Day(around);
  const roster = await today.roster();
  const policy = await today.policy();
  const grounds = await today.lesson();
  const custody = await today.custody();
  const { incident, breach } = await today.breach();
  const exemption = await today.exemption();
  const told = await today.told(incident);
  const messages = await today.figures();
  const webhook = await today.webhook();
  const refused = await today.refused(incident);
  return {
    roster,
    policy,
    grounds,
    custody,
    breach,
    exemption,
    told,
    messages,
    webhook,
    refused,
  };
}
