package nl.tenzij.notification.thread;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A port that leads to the mail server while it is open, and refuses connections while it is shut.
 */
final class MailDoor {

  private static final byte[] UNKNOWN =
      "550 5.1.1 no such mailbox\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final String END_OF_MAIL = "\r\n.\r\n";

  private final String host;
  private final int behind;
  private final int port;
  private final Set<Socket> through = ConcurrentHashMap.newKeySet();
  private ServerSocket door;
  private volatile boolean mute;

  MailDoor(String host, int behind) {
    this.host = host;
    this.behind = behind;
    this.door = bind(0);
    this.port = door.getLocalPort();
    serve(door);
  }

  int port() {
    return port;
  }

  synchronized void open() {
    mute = false;
    if (door.isClosed()) {
      door = bind(port);
      serve(door);
    }
  }

  /** Lets mails through and cuts the connection before the server says that it took one. */
  void mute() {
    mute = true;
  }

  /** Cuts what is under way too. */
  synchronized void shut() {
    close(door);
    through.forEach(MailDoor::close);
    through.clear();
  }

  private static ServerSocket bind(int port) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      return socket;
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  private void serve(ServerSocket open) {
    Thread.ofVirtual()
        .start(
            () -> {
              while (!open.isClosed()) {
                try {
                  connect(open.accept());
                } catch (IOException shut) {
                  close(open);
                }
              }
            });
  }

  private void connect(Socket client) throws IOException {
    Socket server = new Socket(host, behind);
    through.add(client);
    through.add(server);
    AtomicBoolean handedOver = new AtomicBoolean();
    pass(client, server, client, handedOver);
    pass(server, client, null, handedOver);
  }

  /**
   * @param refusing who is told that a recipient is unknown, or null where all goes through
   * @param handedOver whether a whole mail went through
   */
  private void pass(Socket from, Socket to, Socket refusing, AtomicBoolean handedOver) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (InputStream in = from.getInputStream();
                  OutputStream out = to.getOutputStream()) {
                byte[] some = new byte[4096];
                String tail = "";
                int read;
                while ((read = in.read(some)) >= 0) {
                  if (refusing != null && isRefused(some, read)) {
                    refusing.getOutputStream().write(UNKNOWN);
                    continue;
                  }
                  if (refusing == null && mute && handedOver.get()) {
                    throw new IOException("nothing is said");
                  }
                  tail = end(tail + new String(some, 0, read, StandardCharsets.ISO_8859_1));
                  if (refusing != null && tail.equals(END_OF_MAIL)) {
                    handedOver.set(true);
                  }
                  out.write(some, 0, read);
                  out.flush();
                }
              } catch (IOException cut) {
                close(from);
                close(to);
              }
            });
  }

  /** A server that announces no pipelining gets one command at a time. */
  private static boolean isRefused(byte[] some, int length) {
    return new String(some, 0, length, StandardCharsets.UTF_8).startsWith("RCPT TO:<unknown-");
  }

  /** A mail's last characters may come in several pieces. */
  private static String end(String text) {
    return text.substring(Math.max(0, text.length() - END_OF_MAIL.length()));
  }

  private static void close(AutoCloseable any) {
    try {
      any.close();
    } catch (Exception alreadyGone) {
      // Nothing is left to be closed.
    }
  }
}
