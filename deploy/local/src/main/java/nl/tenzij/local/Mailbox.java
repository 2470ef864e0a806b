package nl.tenzij.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import nl.tenzij.components.ComponentFailed;
import nl.tenzij.components.Eml;
import nl.tenzij.components.Mail;

/**
 * The mails that came in on this machine, a file each, numbered as they came: any mail program
 * opens them, and {@code ./run mails} shows them.
 */
final class Mailbox {
  private static final Pattern FILE = Pattern.compile("(\\d{6})-(.+)\\.eml");

  private final Path folder;

  Mailbox(Path folder) {
    this.folder = folder;
  }

  private record Kept(int number, String to, Path file) {
    static Kept of(Path file) {
      var name = FILE.matcher(file.getFileName().toString());
      if (!name.matches()) {
        throw new IllegalArgumentException("not a kept mail: " + file);
      }
      return new Kept(Integer.parseInt(name.group(1)), name.group(2), file);
    }

    Mail mail() {
      try {
        return Eml.read(file, to);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Written aside first: who looks meanwhile sees whole mails only. */
  synchronized void keep(Mail mail) {
    try {
      Files.createDirectories(folder);
      var all = kept();
      var number = all.isEmpty() ? 1 : all.getLast().number() + 1;
      // an address may hold what a file's name may not
      var to = mail.to().replaceAll("[^\\w.@+-]", "_");
      var aside = folder.resolve("new");
      Files.writeString(aside, mail.source(), StandardCharsets.UTF_8);
      Files.move(
          aside,
          folder.resolve("%06d-%s.eml".formatted(number, to)),
          StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Oldest first. */
  List<Mail> all() {
    return kept().stream().map(Kept::mail).toList();
  }

  void list(PrintStream out) {
    var all = kept();
    if (all.isEmpty()) {
      out.println("No mail has come in yet.");
      return;
    }
    for (var one : all) {
      out.printf("%4d  %-24s %s%n", one.number(), one.to(), one.mail().subject());
    }
    out.println("./run mails NUMBER shows one; the files are in " + folder);
  }

  void show(String number, PrintStream out) {
    var found =
        kept().stream().filter(one -> Integer.toString(one.number()).equals(number)).findFirst();
    if (found.isEmpty()) {
      throw new ComponentFailed("There is no mail " + number + ": ./run mails lists them.");
    }
    var mail = found.get().mail();
    out.println("From:    " + mail.from());
    out.println("To:      " + mail.to());
    out.println("Subject: " + mail.subject());
    out.println();
    out.println(mail.text().replace("\r\n", "\n").strip());
  }

  private List<Kept> kept() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> FILE.matcher(file.getFileName().toString()).matches())
          .sorted()
          .map(Kept::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
