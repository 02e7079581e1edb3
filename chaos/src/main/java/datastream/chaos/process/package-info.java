/** The senders, each a process of its own that can be killed. */
@NullMarked
package datastream.chaos.process;

import org.jspecify.annotations.NullMarked;
