package dev.tributary.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.launch.Run;
import dev.tributary.local.workspace.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs the code of {@code status} and {@code token} against a simulated installation, so that the
 * JVM can record the necessary classes: {@code cdp} starts with that record (JEP 514).
 */
@Command(name = "rehearsal", hidden = true)
public final class RehearsalCommand implements Callable<Integer> {
  private static final byte[] ANSWER =
      "{\"access_token\":\"rehearsed\",\"expires_in\":300}".getBytes(UTF_8);

  @Override
  public Integer call() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
          }
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      String address = "http://127.0.0.1:" + port;
      Tokens tokens = Tokens.ofClient(address, new Credentials("rehearsal", "rehearsal"));
      System.out.println(tokens.get());
      System.out.println(status(address, port));
      return 0;
    } finally {
      server.stop(0);
    }
  }

  private static String status(String address, int port) throws IOException {
    ObjectMapper json = new ObjectMapper();
    long pid = ProcessHandle.current().pid();
    Run.Entry part = new Run.Entry("rehearsal", pid, port, port, PartHealth.READY, null, "");
    Run run = new Run(pid, "", address, address, address, List.of(part));
    Run read = json.readValue(json.writeValueAsString(run), Run.class);
    Status status = Status.asked(read, Checkout.locate(), new PartHealth(StatusCommand.PATIENCE));
    return status.table() + json.writerWithDefaultPrettyPrinter().writeValueAsString(status);
  }
}
