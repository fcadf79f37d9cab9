package dev.tributary.runtime.openapi;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentVisitor;
import com.github.therapi.runtimejavadoc.Link;
import com.github.therapi.runtimejavadoc.Value;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A comment of Javadoc as Markdown in one line. Code has backticks, and a link becomes its label or
 * the name that it leads to. Tags of HTML are left out.
 */
final class JavadocMarkdown implements CommentVisitor {
  private static final Pattern PARAGRAPH = Pattern.compile("<p>");
  private static final Pattern TAG = Pattern.compile("</?[a-z]+>");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private final StringBuilder text = new StringBuilder();

  private JavadocMarkdown() {}

  /** The first paragraph; empty if the comment is empty. Later paragraphs are for developers. */
  static Optional<String> firstParagraph(Comment comment) {
    return Optional.of(PARAGRAPH.split(raw(comment), 2)[0])
        .map(JavadocMarkdown::plain)
        .filter(found -> !found.isEmpty());
  }

  /** The whole comment, with a capital letter; empty if the comment is empty. */
  static Optional<String> whole(Comment comment) {
    return Optional.of(plain(raw(comment)))
        .filter(found -> !found.isEmpty())
        .map(found -> Character.toUpperCase(found.charAt(0)) + found.substring(1));
  }

  private static String raw(Comment comment) {
    JavadocMarkdown visitor = new JavadocMarkdown();
    comment.visit(visitor);
    return visitor.text.toString();
  }

  private static String plain(String text) {
    String oneLine = SPACE.matcher(TAG.matcher(text).replaceAll(" ")).replaceAll(" ").strip();
    return oneLine.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
  }

  @Override
  public void commentText(String part) {
    text.append(part);
  }

  @Override
  public void inlineLink(Link link) {
    text.append(link.getLabel());
  }

  @Override
  public void inlineTag(String name, String value) {
    if (name.equals("code")) {
      text.append('`').append(SPACE.matcher(value.strip()).replaceAll(" ")).append('`');
    } else {
      text.append(value);
    }
  }

  @Override
  public void inlineValue(Value value) {
    text.append(Objects.requireNonNullElse(value.getReferencedMemberName(), ""));
  }
}
