package nl.tenzij.exception.evidence.api;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import nl.tenzij.exception.access.Door;
import nl.tenzij.exception.access.Opened;
import nl.tenzij.exception.evidence.EvidenceFiles;
import nl.tenzij.exception.evidence.FileType;
import nl.tenzij.exception.evidence.ReadEvidence;
import nl.tenzij.exception.evidence.ReadingEvent;
import nl.tenzij.exception.evidence.ReadingLog;
import nl.tenzij.exception.evidence.Readings;
import nl.tenzij.exception.exemption.Evidence;
import nl.tenzij.exception.exemption.EvidenceKind;
import nl.tenzij.exception.exemption.Exemption;
import nl.tenzij.exception.exemption.Exemption.Asked;
import nl.tenzij.exception.exemption.ExemptionCommand;
import nl.tenzij.exception.exemption.ExemptionCommand.AttachEvidence;
import nl.tenzij.exception.exemption.ExemptionCommand.RemoveEvidence;
import nl.tenzij.exception.exemption.ExemptionEvent;
import nl.tenzij.ledger.decider.Refused;
import nl.tenzij.ledger.privacy.Personal;
import nl.tenzij.ledger.privacy.SubjectForgotten;
import nl.tenzij.ledger.store.CommandHandler;
import nl.tenzij.ledger.store.StreamId;
import nl.tenzij.ledger.store.VersionConflict;
import nl.tenzij.ledger.tenancy.Caller;
import nl.tenzij.ledger.tenancy.NotYours;
import nl.tenzij.ledger.tenancy.Roles;
import nl.tenzij.ledger.web.Commands;
import nl.tenzij.ledger.web.Idempotency;
import nl.tenzij.ledger.web.Invalid;
import nl.tenzij.ledger.web.KeyUsed;
import nl.tenzij.ledger.web.Listing;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Files that show why a device is needed. */
@Path("/api/v1/schools/{school}/exemptions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "evidence")
public class EvidenceResource {

  private static final Uni<Void> NOTHING = Uni.createFrom().voidItem();

  private static final Duration ONE_READING = Duration.ofMinutes(10);

  private static final String PDF = "application/pdf";
  private static final String PNG = "image/png";
  private static final String JPEG = "image/jpeg";

  private final Door door;
  private final Caller caller;
  private final Commands commands;
  private final Idempotency idempotency;
  private final CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions;
  private final CommandHandler<ReadEvidence, Readings, ReadingEvent> readings;
  private final EvidenceFiles files;
  private final Clock clock;

  public EvidenceResource(
      Door door,
      Caller caller,
      Commands commands,
      Idempotency idempotency,
      CommandHandler<ExemptionCommand, Exemption, ExemptionEvent> exemptions,
      CommandHandler<ReadEvidence, Readings, ReadingEvent> readings,
      EvidenceFiles files,
      Clock clock) {
    this.door = door;
    this.caller = caller;
    this.commands = commands;
    this.idempotency = idempotency;
    this.exemptions = exemptions;
    this.readings = readings;
    this.files = files;
    this.clock = clock;
  }

  @POST
  @Path("/{exemption}/evidence")
  @Roles({"guardian", "pupil", "care-coordinator", "mentor"})
  @Consumes({PDF, PNG, JPEG})
  @Operation(
      summary = "Attach a file of evidence",
      description = "A PDF, PNG or JPEG, by its content and of 5 MB at most. It is kept sealed.")
  @APIResponseSchema(
      value = AttachedView.class,
      responseCode = "201",
      responseDescription = "Attached")
  public Uni<RestResponse<AttachedView>> attach(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @QueryParam("kind") @NotNull EvidenceKind kind,
      byte[] content) {
    byte[] file = content == null ? new byte[0] : content;
    idempotency.body(file);
    return door.open(school, exemption, Opened::mayAct)
        .chain(opened -> attach(opened, kind, type(file), file));
  }

  private Uni<RestResponse<AttachedView>> attach(
      Opened opened, EvidenceKind kind, FileType type, byte[] file) {
    UUID id = UUID.randomUUID();
    var about = new Evidence.About(kind, type.mediaType(), file.length, sha256(file));
    var evidence = new Evidence(id, Personal.of(opened.pupil(), about));
    return files
        .keep(opened.stream(), id, opened.pupil(), file)
        .chain(
            () ->
                commands
                    .send(
                        exemptions, opened.stream(), new AttachEvidence(evidence, opened.person()))
                    .created(
                        location(opened.stream()) + "/evidence/" + id,
                        after -> last((Asked) after.state())))
        .call(answer -> id.equals(answer.getEntity().id()) ? NOTHING : files.drop(id))
        .onFailure(EvidenceResource::isRefused)
        .call(() -> files.drop(id));
  }

  /** Nothing was attached, for sure; of what else fails the log tells, and the sweep goes by it. */
  private static boolean isRefused(Throwable failure) {
    return failure instanceof Refused
        || failure instanceof VersionConflict
        || failure instanceof KeyUsed
        || failure instanceof SubjectForgotten;
  }

  /** Of what stood there when it was attached: the one that came with it. */
  private static AttachedView last(Asked then) {
    return AttachedView.of(then.asking().evidence().getLast());
  }

  private static FileType type(byte[] file) {
    return FileType.of(file)
        .orElseThrow(() -> new Invalid("", "type", "A whole PDF, PNG or JPEG file."));
  }

  @DELETE
  @Path("/{exemption}/evidence/{evidence}")
  @Roles({"guardian", "pupil", "care-coordinator", "mentor"})
  @Operation(
      summary = "Take a file of evidence out again",
      description = "As long as the request was not submitted. It is destroyed.")
  @APIResponse(responseCode = "204", description = "Taken out")
  public Uni<RestResponse<Void>> remove(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @PathParam("evidence") UUID evidence) {
    return door.open(
            school,
            exemption,
            opened -> opened.mayAct() && opened.exemption().asking().has(evidence))
        .chain(
            opened ->
                commands
                    .send(
                        exemptions, opened.stream(), new RemoveEvidence(evidence, opened.person()))
                    .noContent());
  }

  @POST
  @Path("/{exemption}/evidence/{evidence}/readings")
  @Roles({"care-coordinator", "core-team", "mentor"})
  @Produces({PDF, PNG, JPEG})
  @Operation(
      summary = "Read a file of evidence",
      description =
          "By care, and by the core team while it assesses. Who, when and why is noted. What comes"
              + " again under its Idempotency-Key within ten minutes is one reading; later it is"
              + " another, and noted.")
  @APIResponse(
      responseCode = "200",
      description = "The file",
      content = {
        @Content(mediaType = PDF, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = PNG, schema = @Schema(type = SchemaType.STRING, format = "binary")),
        @Content(mediaType = JPEG, schema = @Schema(type = SchemaType.STRING, format = "binary"))
      })
  public Uni<RestResponse<Buffer>> read(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @PathParam("evidence") UUID evidence,
      @Valid @NotNull ReadingRequest request) {
    return door.open(
            school,
            exemption,
            opened -> opened.seesEvidence() && opened.exemption().asking().has(evidence))
        .chain(
            opened ->
                files
                    .read(opened.stream(), evidence)
                    .map(found -> found.orElseThrow(NotYours::new))
                    .call(() -> note(opened, evidence, request.reason())))
        .map(EvidenceResource::shown);
  }

  /** Before anything is shown: what can't be noted is not read. */
  private Uni<?> note(Opened opened, UUID evidence, String reason) {
    StreamId stream = ReadingLog.stream(opened.stream(), evidence);
    var reading =
        new ReadEvidence(
            opened.pupil(),
            opened.stream().id(),
            opened.person(),
            caller.role(),
            clock.instant(),
            Personal.of(opened.pupil(), reason));
    return commands
        .send(readings, stream, reading)
        .ok(noted -> noted.state().all().getLast().at())
        .map(RestResponse::getEntity)
        .call(noted -> noteAnew(stream, reading, noted));
  }

  /** An answer that was lost is asked for again soon. No key opens a file unnoticed for longer. */
  private Uni<?> noteAnew(StreamId stream, ReadEvidence reading, Instant noted) {
    return reading.at().isAfter(noted.plus(ONE_READING))
        ? readings.handle(stream, reading, caller.meta())
        : NOTHING;
  }

  /**
   * To be kept by its reader as a file, never to be run in a page. A buffer, since an array is
   * written as text where the media type is only known now.
   */
  private static RestResponse<Buffer> shown(byte[] file) {
    FileType type = FileType.of(file).orElseThrow();
    String name = "evidence." + type.name().toLowerCase(Locale.ROOT);
    return RestResponse.ResponseBuilder.ok(Buffer.buffer(file), type.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"')
        .build();
  }

  @GET
  @Path("/{exemption}/evidence/{evidence}/readings")
  @Roles({"care-coordinator", "guardian", "pupil"})
  @Operation(
      operationId = "listEvidenceReadings",
      summary = "List who read a file of evidence, when and why")
  @APIResponse(responseCode = "200", description = "In order")
  public Uni<Listing<ReadingView>> readings(
      @PathParam("school") String school,
      @PathParam("exemption") UUID exemption,
      @PathParam("evidence") UUID evidence) {
    return door.open(
            school,
            exemption,
            opened -> opened.knowsOfEvidence() && opened.exemption().asking().has(evidence))
        .chain(opened -> readings.load(ReadingLog.stream(opened.stream(), evidence)))
        .map(loaded -> loaded.state().all().stream().map(ReadingView::of).toList())
        .map(all -> new Listing<>(all, null));
  }

  private static String location(StreamId stream) {
    return "/api/v1/schools/" + stream.school() + "/exemptions/" + stream.id();
  }

  private static String sha256(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
