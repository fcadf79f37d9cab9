package dev.tributary.testkit.infra;

import static java.util.Objects.requireNonNull;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A server's key with a certificate of its own for localhost. */
public record SelfSigned(Path keyStore, Path certificate) {
  public static final String PASSWORD = "changeit";

  private static final String ALIAS = "server";

  /** Made in that folder, by the JDK's keytool. */
  public static SelfSigned in(Path folder) throws IOException, InterruptedException {
    var made = new SelfSigned(folder.resolve("server.p12"), folder.resolve("server.crt"));
    made.keytool(
        List.of("-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost"),
        List.of("-ext", "san=dns:localhost"));
    made.keytool(List.of("-exportcert", "-rfc", "-file", made.certificate().toString()), List.of());
    return made;
  }

  /** The private key as servers read it. */
  public String privateKey() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = new FileInputStream(keyStore.toFile())) {
      store.load(file, PASSWORD.toCharArray());
    }
    byte[] key = requireNonNull(store.getKey(ALIAS, PASSWORD.toCharArray())).getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key)
        + "\n-----END PRIVATE KEY-----\n";
  }

  private void keytool(List<String> command, List<String> more)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    line.addAll(command);
    line.addAll(more);
    line.addAll(List.of("-alias", ALIAS, "-keystore", keyStore.toString()));
    line.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Path log = Files.createTempFile(requireNonNull(keyStore.getParent()), "keytool", ".log");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool: " + Files.readString(log));
    }
  }
}
