package dev.tributary.collector.sdk;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import com.sun.net.httpserver.SimpleFileServer.OutputLevel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/** A shop's own web server, of another origin than the collector. */
final class StaticSite implements AutoCloseable {
  private final HttpServer server;

  private StaticSite(HttpServer server) {
    this.server = server;
  }

  static StaticSite of(Path folder) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server =
        SimpleFileServer.createFileServer(
            address, folder.toAbsolutePath().normalize(), OutputLevel.NONE);
    server.start();
    return new StaticSite(server);
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
