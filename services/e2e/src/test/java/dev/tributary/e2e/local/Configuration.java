package dev.tributary.e2e.local;

import dev.tributary.testkit.reference.SourceFiles;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of one file as they are in one profile: those without a profile, and those of the
 * profile, which go before.
 *
 * @param place the file, and the profile if there is one
 */
record Configuration(String place, Properties settings) {
  private static final Pattern FILE =
      Pattern.compile(
          "(.*/)?src/main/resources/"
              + "(config/application[^/]*|application[^/]*|META-INF/microprofile-config[^/]*)"
              + "\\.properties");

  /** {@code %prod.x}, and {@code %{prod,dev}.x} for two profiles. */
  private static final Pattern OF_PROFILE = Pattern.compile("%\\{?([^.}]+)}?\\.(.+)");

  /** Of all services and all libraries. */
  static List<Configuration> below(Path root) {
    return SourceFiles.below(root, path -> FILE.matcher(path).matches()).stream()
        .sorted()
        .flatMap(file -> of(root.relativize(file).toString(), read(file)).stream())
        .toList();
  }

  static List<Configuration> of(String file, Properties written) {
    List<Configuration> all = new ArrayList<>();
    all.add(new Configuration(file, in("", written)));
    for (String profile : profiles(written)) {
      all.add(new Configuration(file + " in the profile " + profile, in(profile, written)));
    }
    return all;
  }

  private static Set<String> profiles(Properties written) {
    Set<String> profiles = new TreeSet<>();
    for (String name : written.stringPropertyNames()) {
      Matcher matcher = OF_PROFILE.matcher(name);
      if (matcher.matches()) {
        profiles.addAll(List.of(matcher.group(1).split(",")));
      }
    }
    return profiles;
  }

  private static Properties in(String profile, Properties written) {
    Properties settings = new Properties();
    Properties first = new Properties();
    for (String name : written.stringPropertyNames()) {
      Matcher matcher = OF_PROFILE.matcher(name);
      if (!matcher.matches()) {
        settings.setProperty(name, written.getProperty(name));
      } else if (List.of(matcher.group(1).split(",")).contains(profile)) {
        first.setProperty(matcher.group(2), written.getProperty(name));
      }
    }
    settings.putAll(first);
    return settings;
  }

  private static Properties read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
