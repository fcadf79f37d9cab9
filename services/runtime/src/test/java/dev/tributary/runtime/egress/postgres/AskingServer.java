package dev.tributary.runtime.egress.postgres;

import dev.tributary.testkit.infra.SelfSigned;
import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Speaks as much PostgreSQL as it takes to ask one client for its password. */
final class AskingServer implements AutoCloseable {
  private static final int TLS_REQUEST = 80_877_103;

  private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private final Method method;
  private final @Nullable SelfSigned key;

  /** How it asks, as in its message of authentication. */
  enum Method {
    CLEARTEXT(0, 0, 0, 3),
    MD5(0, 0, 0, 5, 1, 2, 3, 4);

    private final byte[] code;

    Method(int... code) {
      this.code = new byte[code.length];
      for (int i = 0; i < code.length; i++) {
        this.code[i] = (byte) code[i];
      }
    }
  }

  /**
   * @param key null for a server that does not encrypt
   */
  AskingServer(Method method, @Nullable SelfSigned key) throws IOException {
    this.method = method;
    this.key = key;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** What the client said when it was asked; empty if it left. */
  String answer() throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(1, TimeUnit.MINUTES);
  }

  private void serve() {
    try (Socket plain = listening.accept()) {
      DataInputStream in = new DataInputStream(plain.getInputStream());
      if (first(in) != TLS_REQUEST) {
        answer.complete(ask(plain.getInputStream(), plain.getOutputStream()));
        return;
      }
      plain.getOutputStream().write(key == null ? 'N' : 'S');
      if (key == null) {
        answer.complete("");
        return;
      }
      try (Socket encrypted = encrypted(plain)) {
        first(new DataInputStream(encrypted.getInputStream()));
        answer.complete(ask(encrypted.getInputStream(), encrypted.getOutputStream()));
      }
    } catch (IOException | GeneralSecurityException e) {
      answer.completeExceptionally(e);
    }
  }

  /** Reads a message without a type; its code. */
  private static int first(DataInputStream in) throws IOException {
    byte[] message = in.readNBytes(in.readInt() - Integer.BYTES);
    return ByteBuffer.wrap(message).getInt();
  }

  private String ask(InputStream in, OutputStream out) throws IOException {
    out.write('R');
    out.write(
        ByteBuffer.allocate(Integer.BYTES).putInt(Integer.BYTES + method.code.length).array());
    out.write(method.code);
    out.flush();
    if (in.read() < 0) {
      return "";
    }
    DataInputStream message = new DataInputStream(in);
    return new String(
        message.readNBytes(message.readInt() - Integer.BYTES), StandardCharsets.UTF_8);
  }

  private SSLSocket encrypted(Socket plain) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = SelfSigned.PASSWORD.toCharArray();
    try (InputStream file = new FileInputStream(Objects.requireNonNull(key).keyStore().toFile())) {
      store.load(file, password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    return socket;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
