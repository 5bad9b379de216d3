// @ts-check
// The menu and the contents of the page are native popovers and open without this script. It
// only closes them when they have done their work.
{
  for (const drawer of document.querySelectorAll(".site-menu, .page-contents")) {
    if (!(drawer instanceof HTMLElement)) continue;
    const close = () => {
      if (drawer.matches(":popover-open")) drawer.hidePopover();
    };
    drawer.addEventListener("click", (event) => {
      if (event.target instanceof Element && event.target.closest("a")) close();
    });
    // A drawer that became a side bar is no longer a pop-up.
    matchMedia(drawer.matches(".page-contents") ? "(min-width: 82em)" : "(min-width: 63em)").addEventListener("change", close);
  }
}
