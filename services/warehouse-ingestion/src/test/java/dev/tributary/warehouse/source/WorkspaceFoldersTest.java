package dev.tributary.warehouse.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceFoldersTest {
  @TempDir Path data;

  @Test
  void theFilesAndSnapshotsOfTheWorkspaceGoAndNoOthers() throws Exception {
    Path gone = Files.createDirectories(data.resolve("snapshots/wsp_gone/mdl_1"));
    Files.writeString(gone.resolve("snapshot.parquet"), "x");
    Path others = Files.createDirectories(data.resolve("files/wsp_stays"));
    Files.writeString(others.resolve("a.csv"), "x");
    Files.createSymbolicLink(gone.resolve("link"), others);
    WorkspaceFolders folders =
        new WorkspaceFolders(List.of(data.resolve("files"), data.resolve("snapshots")));
    assertThat(folders.delete(new WorkspaceId("wsp_gone"))).isEqualTo(4);
    assertThat(folders.delete(new WorkspaceId("wsp_gone"))).isZero();
    assertThat(data.resolve("snapshots/wsp_gone")).doesNotExist();
    assertThat(others.resolve("a.csv")).exists();
    assertThatThrownBy(() -> folders.delete(new WorkspaceId("..")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
