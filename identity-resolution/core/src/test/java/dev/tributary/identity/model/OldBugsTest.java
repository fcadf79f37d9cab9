package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import dev.tributary.testkit.lane.Lane;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mistakes that were found in the past, each as a patch of the present code: the models in memory
 * find all of them. A patch that no longer fits has to be renewed with the code that it changes.
 */
class OldBugsTest {
  private static final int HISTORIES = 100_000;

  @TempDir private Path folder;

  /** An old bug, and what a user saw of it. */
  enum Bug {
    /** Of two values with the same time, the one that arrived first counted. */
    EQUAL_TIMES(MemoryModels.ORDER),
    /** A record that the log held twice stopped its partition. */
    RECORD_TWICE(MemoryModels.UNMERGE),
    /** A late copy of a change brought a removed row back. */
    LATE_ROW(MemoryModels.ORDER),
    /** Of answers of two requests with the same time, a grant could count before a denial. */
    CONSENT_OF_TWO_REQUESTS(MemoryModels.ORDER),
    /** Everybody who had the public key of a browser could grant consent for a known user. */
    BROWSER_CONSENT(MemoryModels.ORDER),
    /** After an unmerge, the person with the wrong address kept the right address of the other. */
    CORRECTION_AFTER_UNMERGE(MemoryModels.UNMERGE);

    private final MemoryModels model;

    Bug(MemoryModels model) {
      this.model = model;
    }

    Path patch() {
      String name = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
      return Path.of("src/test/resources/old-bugs", name + ".patch");
    }
  }

  @Test
  void thePatchesFitTheCode() throws IOException, PatchFailedException {
    List<Path> sources = new ArrayList<>();
    for (Bug bug : Bug.values()) {
      sources.add(patched(bug));
    }
    compile(sources);
  }

  @ParameterizedTest
  @EnumSource
  @Tag("soak")
  @Tag("soak-old-bugs")
  void theModelsFindTheBug(Bug bug) throws Exception {
    compile(List.of(patched(bug)));
    String found = failure(bug.model);
    System.out.printf("%s: %s%n", bug, found);
    assertThat(found).as(bug.name()).contains("tributary.seed");
  }

  /**
   * Writes the patched source, and returns its path. The lines of the patch may have moved within
   * the source; they must be unchanged.
   */
  private Path patched(Bug bug) throws IOException, PatchFailedException {
    List<String> patch = Files.readAllLines(bug.patch());
    Path source = Path.of(patch.getFirst().substring("--- a/".length()));
    List<String> lines =
        UnifiedDiffUtils.parseUnifiedDiff(patch).applyFuzzy(Files.readAllLines(source), 0);
    return Files.write(folder.resolve(source.getFileName()), lines);
  }

  private void compile(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter problems = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean done =
          compiler
              .getTask(
                  problems,
                  files,
                  null,
                  List.of("-proc:none", "-d", folder.toString(), "-cp", classPath()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(done).as(problems.toString()).isTrue();
    }
  }

  /** Runs the model with the patched classes; the message of its failure, or nothing. */
  private String failure(MemoryModels model) throws Exception {
    try (URLClassLoader patched =
        new URLClassLoader(urls(), ClassLoader.getPlatformClassLoader())) {
      Class<?> models = patched.loadClass(MemoryModels.class.getName());
      Object same = models.getMethod("valueOf", String.class).invoke(null, model.name());
      models.getMethod("check", Random.class, int.class).invoke(same, Lane.seeds(), HISTORIES);
      return "";
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause().getMessage());
    }
  }

  private URL[] urls() throws MalformedURLException {
    List<URL> urls = new ArrayList<>(List.of(folder.toUri().toURL()));
    for (String each : classPath().split(File.pathSeparator)) {
      urls.add(Path.of(each).toUri().toURL());
    }
    return urls.toArray(URL[]::new);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
