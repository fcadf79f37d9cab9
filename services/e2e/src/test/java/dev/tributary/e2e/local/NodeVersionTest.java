package dev.tributary.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The versions of Node that the build needs, in the documents and in the checks. */
class NodeVersionTest {
  private static final Path ROOT = Path.of(System.getProperty("tributary.root"));

  @Test
  void everyPlaceNamesTheSameVersionsOfNode() throws Exception {
    Map<String, String> places =
        Map.of(
            "README.md", "Node 20.19 or newer (22.18 on macOS)",
            "CONTRIBUTING.md", "Node 20.19 or newer (22.18 on macOS)",
            "cdp", "oldest_node=20.19\n[[ ${OSTYPE:-} == linux* ]] || oldest_node=22.18",
            "api-gateway/src/main/build/webui.mjs", "=== 'linux' ? '20.19' : '22.18'",
            "api-gateway/src/main/webui/package.json", "\"node\": \">=20.19\"");
    for (var place : places.entrySet()) {
      assertThat(ROOT.resolve(place.getKey())).content().contains(place.getValue());
    }
  }
}
