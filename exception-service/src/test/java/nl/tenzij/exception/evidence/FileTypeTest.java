package nl.tenzij.exception.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class FileTypeTest {

  @Test
  void isKnownByItsContent() throws IOException {
    assertThat(FileType.of(text("%PDF-1.7\n1 0 obj\n%%EOF\n"))).contains(FileType.PDF);
    assertThat(FileType.of(image("png"))).contains(FileType.PNG);
    assertThat(FileType.of(image("jpg"))).contains(FileType.JPEG);
  }

  @Test
  void isNoneWhereItIsSomethingElse() {
    for (String other : new String[] {"", "%PDF-", "<html></html>", "MZ\u0090", "PK\u0003\u0004"}) {
      assertThat(FileType.of(text(other))).as(other).isEmpty();
    }
    assertThat(FileType.of(text("GIF89a…"))).isEmpty();
  }

  @Test
  void isNoneWhereItWasCutOff() throws IOException {
    byte[] png = image("png");
    byte[] jpeg = image("jpg");
    assertThat(FileType.of(Arrays.copyOf(png, png.length - 5))).isEmpty();
    assertThat(FileType.of(Arrays.copyOf(jpeg, jpeg.length - 5))).isEmpty();
    assertThat(FileType.of(text("%PDF-1.7\n1 0 obj\n"))).isEmpty();
  }

  /** As cameras make them: a small picture within, whole in itself. */
  @Test
  void aSmallPictureWithinDoesNotStandForTheWhole() throws IOException {
    byte[] inner = image("jpg");
    byte[] jpeg = image("jpg");
    var out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.write(new byte[] {(byte) 0xff, (byte) 0xe1});
    out.write((inner.length + 2) >> 8);
    out.write((inner.length + 2) & 0xff);
    out.write(inner);
    out.write(jpeg, 2, jpeg.length - 2);
    byte[] photo = out.toByteArray();

    assertThat(FileType.of(photo)).contains(FileType.JPEG);
    assertThat(FileType.of(Arrays.copyOf(photo, photo.length - 5))).isEmpty();
    out.write(text("what a camera adds"));
    assertThat(FileType.of(out.toByteArray())).contains(FileType.JPEG);
  }

  private static byte[] text(String content) {
    return content.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] image(String format) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }
}
