/** Changes that wait for a second person's approval, over REST, and how an approved one is sent. */
@NullMarked
package dev.tributary.control.http.approval;

import org.jspecify.annotations.NullMarked;
