/**
 * The progress of accepted data through identity, audiences and the ledger to delivery, and how to
 * wait for it. Asks the log for ends and positions, and the services for their work outside of
 * their loops. Depends on the contracts; Kafka and HTTP are behind its ports.
 */
@NullMarked
package dev.tributary.control.pipeline;

import org.jspecify.annotations.NullMarked;
