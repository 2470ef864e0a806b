package nl.tenzij.school.document;

import com.openhtmltopdf.bidi.support.ICUBidiReorderer;
import com.openhtmltopdf.bidi.support.ICUBidiSplitter;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A policy's document as HTML and as PDF. The PDF is tagged (PDF/UA) and brings its font along, so
 * that a screen reader reads it and a printer prints it.
 */
@ApplicationScoped
public class PolicyPages {

  /** Has the letters of all languages. */
  private static final String FONT = "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf";

  private static final String NAME = "Tenzij Sans";

  static {
    // Its own lines go to the console past the service's handlers: in no form that is
    // collected, and with what pieces of a document it likes.
    XRLog.setLoggingEnabled(false);
  }

  private final String style;

  @CheckedTemplate(basePath = "PolicyPages")
  static final class Templates {
    private Templates() {}

    /**
     * @param style empty for a page that looks as its reader's browser wants
     */
    static native TemplateInstance policy(PolicyDocument document, String style);
  }

  public PolicyPages() {
    try (InputStream sheet = PolicyPages.class.getResourceAsStream("/policy-document.css")) {
      this.style = new String(sheet.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  public Uni<String> html(PolicyDocument document) {
    return Templates.policy(document, "").createUni().map(PolicyPages::readable);
  }

  /** Laid out on a thread that may take its time. */
  public Uni<byte[]> pdf(PolicyDocument document) {
    return Templates.policy(document, style)
        .createUni()
        .map(PolicyPages::readable)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(html -> pdf(html.replaceAll(SIGNS, "")));
  }

  /**
   * The signs above and below Arabic letters: the layout can't place them, and nobody needs to read
   * them.
   */
  private static final String SIGNS = "[\\u064B-\\u0652]";

  /** Without control characters, which no page may hold. */
  private static String readable(String html) {
    return html.replaceAll("[\\p{Cc}&&[^\\n\\t]]|[\\uFFFE\\uFFFF]|\\p{Cs}", "");
  }

  private static byte[] pdf(String html) {
    ByteArrayOutputStream made = new ByteArrayOutputStream();
    PdfRendererBuilder building =
        new PdfRendererBuilder()
            .useFastMode()
            .usePdfUaAccessibility(true)
            .useFont(() -> font(), NAME, 400, FontStyle.NORMAL, true)
            .useUnicodeBidiSplitter(new ICUBidiSplitter.ICUBidiSplitterFactory())
            .useUnicodeBidiReorderer(new ICUBidiReorderer())
            .withHtmlContent(html, null)
            .toStream(made);
    try {
      building.run();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return made.toByteArray();
  }

  private static InputStream font() {
    return PolicyPages.class.getResourceAsStream(FONT);
  }
}
