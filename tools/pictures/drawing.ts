/** Draws the card alone on the page; whether something of it is wider than the card. */
export const drawing = (card: object) => `(async () => {
  const { renderCard } = await import('/card.js');
  const drawn = document.createElement('div');
  drawn.id = 'drawn';
  drawn.append(renderCard(${JSON.stringify(card)}, () => {}));
  drawn.firstElementChild.style.maxWidth = 'none';
  document.body.style.display = 'block';
  document.body.replaceChildren(drawn);
  const edge = drawn.getBoundingClientRect().right + 0.5;
  return [...drawn.querySelectorAll('*')].some((one) => one.getBoundingClientRect().right > edge);
})()`;
