package dev.tributary.sandbox.http;

import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.hubspot.Account;
import dev.tributary.sandbox.hubspot.Memory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the CRM's records over a restart, as a real CRM would; otherwise all delivered data would
 * look lost. A kill -9 loses the changes since the start.
 */
@Singleton
class RecordPersistence {
  private final Account account;
  private final @Nullable Path file;

  RecordPersistence(Account account, HubSpotConfiguration configuration) {
    this.account = account;
    this.file = configuration.file().orElse(null);
  }

  void remember(@Observes StartupEvent start) throws IOException {
    if (file != null && Files.exists(file)) {
      account.restore(Json.read(Json.LENIENT, Files.readAllBytes(file), Memory.class));
    }
  }

  void keep(@Observes ShutdownEvent stop) throws IOException {
    if (file != null) {
      Path whole = file.resolveSibling(file.getFileName() + ".new");
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(whole, Json.bytes(account.memory()));
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
