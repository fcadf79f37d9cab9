/** The web UI: its page and the files that the page loads. */
@NullMarked
package dev.tributary.gateway.http.web;

import org.jspecify.annotations.NullMarked;
