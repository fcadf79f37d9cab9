package dev.tributary.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Terminates TLS before the gateway and adds nothing to what passes, as the plainest proxies do.
 */
final class TlsProxy {
  private static final String ALIAS = "proxy";
  private static final char[] PASSWORD = "password of the tests".toCharArray();
  private static final String KEYS = "keys.p12";

  private final SSLContext context;

  private TlsProxy(SSLContext context) {
    this.context = context;
  }

  /**
   * Makes a key and a certificate for {@code localhost}.
   *
   * @return the certificate, as PEM
   */
  static Path create(Path folder) {
    Path certificate = folder.resolve("certificate.pem");
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(KEYS));
      keytool(
          folder,
          "-genkeypair",
          "-keyalg",
          "EC",
          "-dname",
          "CN=localhost",
          "-ext",
          "SAN=dns:localhost");
      keytool(folder, "-exportcert", "-rfc", "-file", certificate.toString());
      return certificate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void keytool(Path folder, String... arguments) throws IOException {
    List<String> line =
        new java.util.ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    line.addAll(List.of(arguments));
    line.addAll(
        List.of(
            "-alias",
            ALIAS,
            "-storetype",
            "PKCS12",
            "-storepass",
            new String(PASSWORD),
            "-keystore",
            folder.resolve(KEYS).toString()));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    try {
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Listens on one port of this machine, and passes on what it hears to another, until the JVM
   * ends.
   */
  static TlsProxy start(Path folder, int port, int target) {
    try (InputStream file = Files.newInputStream(folder.resolve(KEYS))) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(file, PASSWORD);
      KeyManagerFactory own =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      own.init(keys, PASSWORD);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(ALIAS, keys.getCertificate(ALIAS));
      TrustManagerFactory others =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      others.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), others.getTrustManagers(), null);
      ServerSocket listener =
          context
              .getServerSocketFactory()
              .createServerSocket(port, 50, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> accept(listener, target));
      return new TlsProxy(context);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The TLS proxy cannot start", e);
    }
  }

  /** What a client needs to trust this proxy. */
  SSLContext trust() {
    return context;
  }

  private static void accept(ServerSocket listener, int target) {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        pass(client, server);
        pass(server, client);
      } catch (IOException e) {
        // One connection failed; the next may not.
      }
    }
  }

  private static void pass(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (to;
              InputStream in = from.getInputStream()) {
            in.transferTo(to.getOutputStream());
          } catch (IOException e) {
            // The other side has gone.
          }
        });
  }
}
