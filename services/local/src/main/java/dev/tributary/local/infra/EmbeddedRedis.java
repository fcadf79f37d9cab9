package dev.tributary.local.infra;

import dev.tributary.local.files.Cache;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import redis.embedded.core.ExecutableProvider;

/** One Redis server that keeps its data in memory only, because none of them is authoritative. */
public final class EmbeddedRedis implements AutoCloseable {

  private static final Duration START_BOUND = Duration.ofSeconds(30);
  private static final int TIMEOUT_MILLIS = 1_000;
  private static final int LARGEST_ANSWER = 16_384;

  private final ChildProcess process;
  private final int port;

  private EmbeddedRedis(ChildProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** For tests: any client of this machine may use it. */
  public static EmbeddedRedis start(Checkout checkout, Path directory, int port) {
    return start(checkout, directory, port, "");
  }

  /**
   * @param password of all clients, without blanks; empty for a server without a password
   * @throws StartFailure if our own process does not answer on the port within 30 seconds
   */
  public static EmbeddedRedis start(Checkout checkout, Path directory, int port, String password) {
    Port.requireFree(port, "Redis");
    Path files = directory.toAbsolutePath();
    Path configuration = configuration(files, password);
    Path binary = executable(checkout.cache());
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command(
                "redis",
                List.of(
                    binary.toString(),
                    configuration.toString(),
                    "--port",
                    Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    files.toString(),
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--maxmemory",
                    "64mb"),
                files.resolve("redis.log")));
    process.awaitReady(() -> answersAs(process.pid(), port, password), START_BOUND);
    return new EmbeddedRedis(process, port);
  }

  /** In the form that clients take: {@code redis://host:port}. */
  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  public ChildProcess process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  /** A file, because all users of the machine can see the arguments of a process. */
  private static Path configuration(Path files, String password) {
    Path file = files.resolve("redis.conf");
    try {
      Files.createDirectories(files);
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      return Files.writeString(file, password.isEmpty() ? "" : "requirepass " + password + "\n");
    } catch (IOException e) {
      throw new StartFailure("Cannot write Redis's files: " + e.getMessage(), e);
    }
  }

  private static Path executable(Cache cache) {
    Path directory =
        cache.filled(
            "redis-server",
            empty -> {
              File unpacked = ExecutableProvider.newJarResourceProvider(empty.toFile()).get();
              Files.move(unpacked.toPath(), empty.resolve("redis-server"));
            });
    return directory.resolve("redis-server");
  }

  private static boolean answersAs(long pid, int port, String password) {
    String signIn = password.isEmpty() ? "" : "AUTH " + password + "\r\n";
    String asked = signIn + "INFO server\r\nQUIT\r\n";
    try (var socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      socket.getOutputStream().write(asked.getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(LARGEST_ANSWER);
      return new String(answer, StandardCharsets.US_ASCII)
          .lines()
          .anyMatch(line -> line.equals("process_id:" + pid));
    } catch (IOException e) {
      return false;
    }
  }
}
