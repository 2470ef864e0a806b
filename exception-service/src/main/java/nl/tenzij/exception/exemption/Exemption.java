package nl.tenzij.exception.exemption;

import java.util.List;
import java.util.Optional;

/** An exemption as it stands. */
public sealed interface Exemption {

  /** Nothing was asked. */
  record Unasked() implements Exemption {}

  /** Something was asked; all that follows builds on it. */
  sealed interface Asked extends Exemption {
    Asking asking();

    Status status();

    default Request request() {
      return asking().request();
    }

    /** Those who assess or assessed it; empty before. */
    default Optional<CoreTeam> team() {
      return Optional.empty();
    }

    /** Why it was decided as it was; empty before. */
    default Optional<Judgement> judged() {
      return Optional.empty();
    }

    /** What the members of its core team held of it; empty before. */
    default List<Assessment> assessments() {
      return List.of();
    }

    /** What is or was granted, with all that came of it. */
    default Optional<Active> granted() {
      return Optional.empty();
    }

    /** Empty as long as it goes on, and where it was refused. */
    default Optional<Ending> ending() {
      return Optional.empty();
    }
  }

  record Requested(Asking asking) implements Asked {
    @Override
    public Status status() {
      return Status.REQUESTED;
    }
  }

  record Complete(Asking asking) implements Asked {
    @Override
    public Status status() {
      return Status.COMPLETE;
    }
  }

  /**
   * @param criteria to be answered; none where they were not known
   * @param assessments at most one of each member
   */
  record UnderAssessment(
      Asking asking, CoreTeam assessors, List<String> criteria, List<Assessment> assessments)
      implements Asked {
    public UnderAssessment {
      criteria = List.copyOf(criteria);
      assessments = List.copyOf(assessments);
    }

    @Override
    public Status status() {
      return Status.UNDER_ASSESSMENT;
    }

    @Override
    public Optional<CoreTeam> team() {
      return Optional.of(assessors);
    }
  }

  record Denied(
      Asking asking, CoreTeam assessors, List<Assessment> assessments, Judgement judgement)
      implements Asked {
    @Override
    public Status status() {
      return Status.REFUSED;
    }

    @Override
    public Optional<CoreTeam> team() {
      return Optional.of(assessors);
    }

    @Override
    public Optional<Judgement> judged() {
      return Optional.of(judgement);
    }
  }

  record Withdrawn(Asking asking, Ending how) implements Asked {
    @Override
    public Status status() {
      return Status.WITHDRAWN;
    }

    @Override
    public Optional<Ending> ending() {
      return Optional.of(how);
    }
  }

  /** In force. */
  record Active(
      Asking asking,
      CoreTeam assessors,
      List<Assessment> assessments,
      Judgement judgement,
      Grant grant,
      Schedule schedule,
      Steps steps)
      implements Asked {
    @Override
    public Status status() {
      return Status.ACTIVE;
    }

    @Override
    public Optional<CoreTeam> team() {
      return Optional.of(assessors);
    }

    @Override
    public Optional<Judgement> judged() {
      return Optional.of(judgement);
    }

    @Override
    public Optional<Active> granted() {
      return Optional.of(this);
    }

    Active with(Grant other) {
      return new Active(asking, assessors, assessments, judgement, other, schedule, steps);
    }

    Active with(Schedule other) {
      return new Active(asking, assessors, assessments, judgement, grant, other, steps);
    }

    Active with(Steps other) {
      return new Active(asking, assessors, assessments, judgement, grant, schedule, other);
    }
  }

  /** Out of force for a while. */
  record Suspended(Active active, Suspension suspension) implements Asked {
    @Override
    public Asking asking() {
      return active.asking();
    }

    @Override
    public Status status() {
      return Status.SUSPENDED;
    }

    @Override
    public Optional<CoreTeam> team() {
      return active.team();
    }

    @Override
    public Optional<Judgement> judged() {
      return active.judged();
    }

    @Override
    public List<Assessment> assessments() {
      return active.assessments();
    }

    @Override
    public Optional<Active> granted() {
      return active.granted();
    }
  }

  record Ended(Active active, Ending how) implements Asked {
    @Override
    public Asking asking() {
      return active.asking();
    }

    @Override
    public Status status() {
      return Status.ENDED;
    }

    @Override
    public Optional<CoreTeam> team() {
      return active.team();
    }

    @Override
    public Optional<Judgement> judged() {
      return active.judged();
    }

    @Override
    public List<Assessment> assessments() {
      return active.assessments();
    }

    @Override
    public Optional<Active> granted() {
      return active.granted();
    }

    @Override
    public Optional<Ending> ending() {
      return Optional.of(how);
    }
  }
}
