package dev.tributary.local.workspace;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import dev.tributary.local.launch.StateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The workspace of the first start, with its credentials. */
public record DemoWorkspace(
    String id, String key, String writeKey, String username, String password) {

  public static final String KEY = "northwind-shop";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Empty before the first start that reached the gateway. */
  public static Optional<DemoWorkspace> remembered(Checkout checkout) {
    Path file = file(checkout);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), DemoWorkspace.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  void remember(Checkout checkout) {
    Path file = file(checkout);
    try {
      StateFile.write(file, JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new StartFailure("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static Path file(Checkout checkout) {
    return checkout.state().resolve("workspace.json");
  }
}
