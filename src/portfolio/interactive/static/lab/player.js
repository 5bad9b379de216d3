// @ts-check
/**
 * Plays the pictures of a run one after another; pauses at the last.
 *
 * The next picture is asked for when the one before is on the page, so a slow model plays slowly
 * and nothing piles up.
 */

const PAUSE = 700; // ms between pictures at speed 1

export class Player {
  #timer = 0;
  playing = false;
  speed = 1;

  /**
   * @param {() => Promise<boolean>} forward  shows the next picture; false if there is none
   * @param {() => void} changed  told when playing begins or ends
   */
  constructor(forward, changed) {
    this.forward = forward;
    this.changed = changed;
  }

  play() {
    if (this.playing) return;
    this.playing = true;
    this.changed();
    this.#wait();
  }

  pause() {
    clearTimeout(this.#timer);
    if (!this.playing) return;
    this.playing = false;
    this.changed();
  }

  #wait() {
    this.#timer = setTimeout(async () => {
      const more = await this.forward();
      if (!this.playing) return;
      if (more) this.#wait();
      else this.pause();
    }, PAUSE / this.speed);
  }
}
