package nl.tenzij.components;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A component on a port and a folder that stay the same while it is stopped, killed and started
 * again.
 */
abstract sealed class Restartable {
  final String name;
  final Path data;
  final Path log;
  final int port = Ports.free();
  final PidFiles pids;

  private Restartable(String name, Path folder, PidFiles pids) {
    this.name = name;
    this.data = folder.resolve(name);
    this.log = folder.resolve(name + ".log");
    this.pids = pids;
  }

  int port() {
    return port;
  }

  Path log() {
    return log;
  }

  /** Starts the component and waits until it answers; does nothing when it runs. */
  synchronized void start() {
    if (!runs()) {
      pids.record(name, launch());
    }
  }

  synchronized void stop() {
    if (runs()) {
      var process = process();
      close();
      // A server says that it has stopped a little before its process ends; until then it would
      // seem to run, and a start at once would do nothing.
      process.onExit().join();
      pids.forget(name);
    }
  }

  /**
   * With all processes that it has: what a server's killed child was writing, nobody finishes, and
   * none of them holds the data when it is started again.
   */
  synchronized void kill() {
    if (runs()) {
      var all = Stream.concat(Stream.of(process()), process().descendants()).toList();
      all.forEach(ProcessHandle::destroyForcibly);
      all.forEach(one -> one.onExit().join());
      release();
      pids.forget(name);
    }
  }

  void deleteData() {
    Folders.delete(data);
  }

  abstract ProcessHandle launch();

  abstract ProcessHandle process();

  abstract void close();

  /** Lets go of what this process holds for a component that is gone. */
  abstract void release();

  private boolean runs() {
    var process = process();
    return process != null && process.isAlive();
  }

  static final class Database extends Restartable {
    private Postgres server;
    private ProcessHandle process;

    Database(String name, Path folder, PidFiles pids) {
      super(name, folder, pids);
    }

    void create(String database) {
      server.create(database);
    }

    @Override
    ProcessHandle launch() {
      Postgres.layReady(data, pids);
      server = Postgres.start(data, port, log);
      process = server.handle();
      return process;
    }

    @Override
    ProcessHandle process() {
      return process;
    }

    @Override
    void close() {
      server.close();
    }

    /** The library holds a lock on the data folder, which the next start needs. */
    @Override
    void release() {
      server.close();
    }
  }

  static final class Broker extends Restartable {
    private final Kafka.Program program;
    private final int controllerPort = Ports.free();
    private Kafka server;

    Broker(String name, Path folder, PidFiles pids, Kafka.Program program) {
      super(name, folder, pids);
      this.program = program;
    }

    void topic(Map<String, String> parameters) {
      server.createTopics(
          Map.of(parameters.get("name"), Integer.parseInt(parameters.get("partitions"))));
    }

    @Override
    ProcessHandle launch() {
      server = Kafka.start(name, program, data, port, controllerPort, log, pids);
      return process();
    }

    @Override
    ProcessHandle process() {
      return server == null ? null : server.process().handle();
    }

    @Override
    void close() {
      server.close();
    }

    @Override
    void release() {}
  }
}
