package nl.tenzij.components;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Ports of the loopback address. */
public final class Ports {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  /** Below those that systems give to whoever connects: 32,768 and up, or 49,152 and up. */
  private static final int FIRST = 20_000;

  private static final int EACH_PROCESS = 100;
  private static final int PROCESSES = 127;
  private static final int ALL = PROCESSES * EACH_PROCESS;

  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() % PROCESSES) * EACH_PROCESS);

  private Ports() {}

  /**
   * A port that nobody holds at this moment. One process gets no port twice before it has had them
   * all, processes beside each other begin at different ones, and no connection that somebody makes
   * takes it, also not while the server that it is for is away.
   */
  public static int free() {
    for (int tried = 0; tried < ALL; tried++) {
      int port = FIRST + Math.floorMod(NEXT.getAndIncrement(), ALL);
      if (!taken(port)) {
        return port;
      }
    }
    throw new ComponentFailed(
        "All ports from %d to %d are taken.".formatted(FIRST, FIRST + ALL - 1));
  }

  /** Whether somebody holds this port, on the loopback address or on all addresses. */
  public static boolean taken(int port) {
    if (answers(port)) {
      return true;
    }
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LOOPBACK, port));
      return false;
    } catch (IOException inUse) {
      return true;
    }
  }

  /** Whether a server accepts connections on this port. */
  public static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(LOOPBACK, port), 500);
      return true;
    } catch (IOException closed) {
      return false;
    }
  }
}
