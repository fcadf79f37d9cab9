package dev.tributary.runtime.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.therapi.runtimejavadoc.Comment;
import com.github.therapi.runtimejavadoc.CommentText;
import com.github.therapi.runtimejavadoc.InlineLink;
import com.github.therapi.runtimejavadoc.InlineTag;
import com.github.therapi.runtimejavadoc.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

class JavadocMarkdownTest {
  private static final Comment COMMENT =
      new Comment(
          List.of(
              new CommentText("the <b>state</b> of\n a "),
              new InlineLink(new Link("Sync", "SyncView", null, List.of())),
              new CommentText(": "),
              new InlineTag("code", "\n    active"),
              new CommentText(", &lt; 3.\n\n <p>For developers.")));

  @Test
  void tagsBecomeMarkdownInOneLineWithACapitalLetter() {
    assertThat(JavadocMarkdown.whole(COMMENT))
        .contains("The state of a Sync: `active`, < 3. For developers.");
  }

  @Test
  void laterParagraphsAreLeftOutOfAType() {
    assertThat(JavadocMarkdown.firstParagraph(COMMENT))
        .contains("the state of a Sync: `active`, < 3.");
  }

  @Test
  void anEmptyCommentIsNoDescription() {
    assertThat(JavadocMarkdown.whole(Comment.createEmpty())).isEmpty();
  }
}
