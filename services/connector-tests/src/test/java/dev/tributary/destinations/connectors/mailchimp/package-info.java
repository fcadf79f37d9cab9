/** The declared connector for Mailchimp against the stand-in of the sandbox. */
@NullMarked
package dev.tributary.destinations.connectors.mailchimp;

import org.jspecify.annotations.NullMarked;
