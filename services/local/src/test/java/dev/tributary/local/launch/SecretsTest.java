package dev.tributary.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

  @TempDir Path directory;

  @Test
  void eachSecretIsGeneratedOnceAndKept() {
    Path file = directory.resolve("secrets.properties");
    String secret = new Secrets(file).secret("key-secret");
    assertThat(secret).matches("[0-9a-f]{64}");
    var again = new Secrets(file);
    assertThat(again.secret("key-secret")).isEqualTo(secret);
    assertThat(again.secret("encryption-key")).isNotEqualTo(secret);
  }

  @Test
  void onlyTheOwnerMayReadTheFile() throws Exception {
    Path file = directory.resolve("secrets.properties");
    new Secrets(file).keep("client", "issued elsewhere");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(new Secrets(file).secret("client")).isEqualTo("issued elsewhere");
  }
}
