package dev.tributary.local.demo;

import dev.tributary.local.launch.Secrets;
import dev.tributary.local.workspace.Api;
import java.util.Map;

/** The demo's own write keys, one per source: the API shows a key once, so they are kept here. */
record WriteKeys(Api api, String path, Secrets secrets, String workspace) {

  String of(String source) {
    String name = "demo." + workspace + ".write-key." + source;
    return secrets
        .known(name)
        .orElseGet(() -> {
          String issued =
              api.post(path + "/sources/" + source + "/write-keys", Map.of())
                  .path("writeKey")
                  .asText();
          secrets.keep(name, issued);
          return issued;
        });
  }
}
