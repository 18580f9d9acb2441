"use strict";
const fold = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").replace(/['‘’ʼʹ`´′]/g, "").toLowerCase();
