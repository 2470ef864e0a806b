package nl.tenzij.school.roster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Looks through a whole package before it is accepted: that it is a zip, unpacks within bounds,
 * climbs nowhere, and has the files of a roster at its root. Reads it as a stream, so that a
 * directory that says otherwise than the content can't mislead anyone; keeps nothing of it.
 */
final class Inspection {

  private static final long RATIO_COUNTS_FROM = 1024 * 1024;
  private static final int LONGEST_NAME = 60;
  private static final int BUFFER = 64 * 1024;
  private static final int HEADER = 1;
  private static final String VERSION = "1.2";
  private static final Pattern OF_VERSION = Pattern.compile("v?1\\.2(?:\\.[0-9]{1,3})?");

  private final RosterConfiguration bounds;
  private final Set<RosterFile> files = EnumSet.noneOf(RosterFile.class);
  private final Set<String> names = new HashSet<>();
  private final List<Finding> remarks = new ArrayList<>();
  private Manifest manifest;
  private long unpacked;
  private long lines;

  /**
   * What a package has, and what its sender should know of it by now.
   *
   * @param whole files that the manifest calls a whole set
   * @param deltas files that the manifest calls so
   * @param lines about how many there are
   */
  record Contents(
      Set<RosterFile> files,
      Set<RosterFile> whole,
      Set<RosterFile> deltas,
      long lines,
      List<Finding> remarks) {}

  private Inspection(RosterConfiguration bounds) {
    this.bounds = bounds;
  }

  /**
   * @throws PackageRefused where it is not to be taken
   */
  static Contents of(InputStream zip, RosterConfiguration bounds) throws IOException {
    return new Inspection(bounds).inspect(zip);
  }

  private Contents inspect(InputStream bytes) throws IOException {
    Counting packed = new Counting(bytes);
    try (ZipInputStream zip = new ZipInputStream(packed, StandardCharsets.UTF_8)) {
      ZipEntry entry = zip.getNextEntry();
      if (entry == null) {
        throw PackageRefused.because("no-zip", "the body is a zip with a roster in it");
      }
      for (; entry != null; entry = zip.getNextEntry()) {
        look(entry, new Bounded(zip, packed));
      }
      packed.transferTo(java.io.OutputStream.nullOutputStream());
      if (!ZipEnd.of(packed.tail()).closes(names.size())) {
        throw PackageRefused.because("broken-zip", "the zip ends before its directory does");
      }
    } catch (ZipException | IllegalArgumentException broken) {
      throw PackageRefused.because("broken-zip", "the zip can't be read to its end");
    } catch (java.io.EOFException cut) {
      throw PackageRefused.because("broken-zip", "the zip ends in the middle");
    }
    if (files.isEmpty()) {
      throw PackageRefused.because(
          "no-roster", "a package has its files, such as users.csv, at the root of the zip");
    }
    compareWithManifest();
    return new Contents(
        files,
        announced(Manifest.Announced.BULK),
        announced(Manifest.Announced.DELTA),
        lines,
        remarks);
  }

  private Set<RosterFile> announced(Manifest.Announced as) {
    Set<RosterFile> announced = EnumSet.noneOf(RosterFile.class);
    for (RosterFile file : files) {
      if (manifest != null && manifest.announced(file) == as) {
        announced.add(file);
      }
    }
    return announced;
  }

  private void look(ZipEntry entry, InputStream content) throws IOException {
    String name = entry.getName();
    if (climbs(name)) {
      throw PackageRefused.because("path", "a name in the zip leads outside of it");
    }
    if (!names.add(name.toLowerCase(Locale.ROOT))) {
      throw PackageRefused.because("file-twice", "a file is in the zip twice");
    }
    if (names.size() > bounds.entriesAtMost()) {
      throw PackageRefused.because(
          "too-many-files", "a package has at most " + bounds.entriesAtMost() + " files");
    }
    if (name.equalsIgnoreCase(Manifest.FILE_NAME)) {
      manifest = Manifest.read(content);
    } else if (!entry.isDirectory()) {
      note(name);
    }
    boolean counts = RosterFile.named(name).isPresent();
    byte[] buffer = new byte[BUFFER];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      lines += counts ? ends(buffer, read) : 0;
    }
    lines -= counts ? HEADER : 0;
  }

  private static int ends(byte[] buffer, int length) {
    int ends = 0;
    for (int i = 0; i < length; i++) {
      ends += buffer[i] == '\n' ? 1 : 0;
    }
    return ends;
  }

  private static boolean climbs(String name) {
    return name.isEmpty()
        || name.startsWith("/")
        || name.indexOf('\\') >= 0
        || name.indexOf(':') >= 0
        || name.chars().anyMatch(Character::isISOControl)
        || List.of(name.split("/", -1)).contains("..");
  }

  private void note(String name) {
    RosterFile.named(name)
        .ifPresentOrElse(
            file -> {
              if (!files.add(file)) {
                throw PackageRefused.because("file-twice", "a file is in the zip twice");
              }
              if (!name.equals(file.fileName())) {
                remark(file.fileName(), "file-case", "file names are case-sensitive");
              }
            },
            () -> remark(shown(name), "not-read", "this file is not needed here and was not read"));
  }

  /** A name is the sender's own text: shown in part, and without anything odd in it. */
  private static String shown(String name) {
    String some = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
    return some.replaceAll("[^\\p{Alnum}._/…-]", "_");
  }

  private void compareWithManifest() {
    if (manifest == null) {
      remark(Manifest.FILE_NAME, "file-missing", "a package says in its manifest what it has");
      return;
    }
    String version = manifest.version().orElse(VERSION);
    if (!OF_VERSION.matcher(version).matches()) {
      throw PackageRefused.because("version", "the package is OneRoster " + VERSION);
    }
    if (!version.equals(VERSION)) {
      remark(Manifest.FILE_NAME, "version", "oneroster.version is written " + VERSION);
    }
    for (RosterFile file : RosterFile.values()) {
      boolean there = files.contains(file);
      boolean announced = manifest.announced(file) != Manifest.Announced.NOT;
      if (there && !announced) {
        remark(
            Manifest.FILE_NAME,
            "manifest",
            file.fileName() + " is there, which the manifest does not say");
      }
      if (announced && !there) {
        throw PackageRefused.because(
            "file-missing", "the manifest announces " + file.fileName() + ", which is not there");
      }
    }
  }

  private void remark(String file, String code, String detail) {
    remarks.add(Finding.remark(file, 0, "", code, detail));
  }

  /** Counts what is read from the zip, and remembers its end. */
  private static final class Counting extends FilterInputStream {
    private final byte[] last = new byte[ZipEnd.LONGEST];
    private long read;

    Counting(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      for (int i = Math.max(0, count - last.length); i < count; i++) {
        last[(int) ((read + i) % last.length)] = buffer[offset + i];
      }
      read += Math.max(0, count);
      return count;
    }

    /** The last bytes that were read, in order. */
    byte[] tail() {
      int length = (int) Math.min(read, last.length);
      byte[] tail = new byte[length];
      for (int i = 0; i < length; i++) {
        tail[i] = last[(int) ((read - length + i) % last.length)];
      }
      return tail;
    }
  }

  /** Stops unpacking what grows beyond bounds. Closing it leaves the zip open. */
  private final class Bounded extends InputStream {
    private final InputStream content;
    private final Counting packed;
    private final long packedBefore;
    private long own;

    Bounded(InputStream content, Counting packed) {
      this.content = content;
      this.packed = packed;
      this.packedBefore = packed.read;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = content.read(buffer, offset, length);
      own += Math.max(0, count);
      unpacked += Math.max(0, count);
      boolean bomb =
          own > RATIO_COUNTS_FROM
              && own / bounds.ratioAtMost() > packed.read - packedBefore + RATIO_COUNTS_FROM / 100;
      if (bomb || unpacked > bounds.unpackedAtMost().asLongValue()) {
        throw PackageRefused.because(
            "unpacks-too-large", "the package unpacks to more than is taken");
      }
      return count;
    }
  }
}
