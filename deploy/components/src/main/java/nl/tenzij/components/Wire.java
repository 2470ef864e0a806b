package nl.tenzij.components;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** How the test stack's process answers: as properties, which the JDK alone can write and read. */
final class Wire {
  private Wire() {}

  static String write(Properties properties) {
    try {
      var out = new StringWriter();
      properties.store(out, null);
      return out.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Properties read(String text) {
    try {
      var properties = new Properties();
      properties.load(new StringReader(text));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Properties mails(List<Mail> mails) {
    var properties = new Properties();
    properties.setProperty("count", Integer.toString(mails.size()));
    for (var i = 0; i < mails.size(); i++) {
      var mail = mails.get(i);
      properties.setProperty(i + ".from", mail.from());
      properties.setProperty(i + ".to", mail.to());
      properties.setProperty(i + ".subject", mail.subject());
      properties.setProperty(i + ".text", mail.text());
      properties.setProperty(i + ".html", mail.html());
      properties.setProperty(i + ".source", mail.source());
    }
    return properties;
  }

  static List<Mail> mails(Properties properties) {
    var mails = new ArrayList<Mail>();
    for (var i = 0; i < Integer.parseInt(properties.getProperty("count")); i++) {
      mails.add(
          new Mail(
              properties.getProperty(i + ".from"),
              properties.getProperty(i + ".to"),
              properties.getProperty(i + ".subject"),
              properties.getProperty(i + ".text"),
              properties.getProperty(i + ".html"),
              properties.getProperty(i + ".source")));
    }
    return mails;
  }
}
