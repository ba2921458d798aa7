/**
 * What answers about orders are packed against: an order's fields as they follow each other, and what stands in them most
 * often. Never change a character: what was kept with it could not be read any more. Better words come as a second
 * dictionary under a form of its own.
 */
export const DICTIONARY = [
  '"repriced":[{"itemId":"","name":"","before":,"after":}],"status":"DRAFT","status":"VOIDED","reason":"removed"',
  '"paymentStatus":"PARTIALLY_PAID","paymentStatus":"UNPAID","unit":"KG","method":"EWALLET","method":"TRANSFER"',
  '"kind":"PPN","name":"PPN","rate":1200,"inclusive":true,"dpp":"ELEVEN_TWELFTHS","kind":"NONE"',
  '{"rule":"line_discount","scope":"LINE","lineId":"","params":{"type":"PERCENT","value":}},',
  '{"rule":"order_discount","scope":"ORDER","base":,"rate":1000,"result":,"params":{"type":"AMOUNT","value":}},',
  '{"rule":"tax_included_base","scope":"TAX_CLASS","taxClass":"PPN","base":,"rate":1200,"result":,"params":{"of":"BASE"}},',
  '{"rule":"tax_included","scope":"TAX_CLASS","taxClass":"PPN"},{"rule":"tax_base","scope":"TAX_CLASS"},',
  '{"rule":"service_charge","scope":"ORDER","base":,"rate":500,"result":,"params":{"taxed":1}},',
  '{"rule":"service_tax_base","scope":"TAX_CLASS"},{"rule":"service_tax","scope":"TAX_CLASS","taxClass":"PBJT"},',
  '{"rule":"tip","scope":"ORDER","base":,"rate":null,"result":,"params":{}},"flags":["late"],"method":"QRIS","method":"CARD",',
  '"serviceCharge":{"rate":500,"orderTypes":["DINE_IN"],"taxed":true},"kitchenStatus":"SERVED","kitchenStatus":"READY",',
  '"modifiers":[{"groupId":"","groupName":"","optionId":"","name":"","price":0,"quantity":1,"isDefault":false}],',
  '{"data":{"id":"01a2-7-8-9-a-b","number":"\u001e","outletId":"01a2","type":"DINE_IN","status":"OPEN","paymentStatus":"UNPAID",',
  '"type":"TAKEAWAY","status":"COMPLETED","paymentStatus":"PAID","tableId":null,"tableName":null,"queueName":null,',
  '"customerId":null,"cashierId":"01a2","cashierName":"","items":[{"id":"01a2","productId":"01a2","variantId":null,',
  '"name":"","variantName":null,"quantity":1,"unitPrice":5000,"modifiers":[],"discount":null,"discountTotal":0,',
  '"note":null,"seat":null,"course":null,"taxClass":"PBJT","taxDefinition":{"code":"PBJT","kind":"PBJT","name":"PB1",',
  '"rate":1000,"inclusive":false},"stationId":"01a2","kitchenStatus":"QUEUED","sentAt":"2026-12-01T0',
  '"stationId":null,"kitchenStatus":null,"sentAt":"2026-11-2T1:00.000Z","voidReason":null,"total":10000},{"id":"01a2',
  '],"discount":null,"subtotal":25000,"discountTotal":0,"serviceCharge":0,"taxTotal":2500,"taxIncludedTotal":0,',
  '"taxes":[{"code":"PBJT","name":"PB1","kind":"PBJT","rate":1000,"base":25000,"amount":2500,"included":0}],',
  '"rounding":0,"tipTotal":0,"total":27500,"paidTotal":27500,"refundedTotal":0,"dueTotal":0,"cashDueTotal":0,',
  '"payments":[{"id":"01a2","method":"CASH","amount":27500,"tip":0,"tendered":50000,"change":0,"rounding":0,',
  '"reference":null,"paidAt":"2026-11-26T1"}],"refunds":[],"note":null,"flags":[],"voidReason":null,"voidedAt":null,',
  '"steps":[{"rule":"line_gross","scope":"LINE","lineId":"01a2","base":5000,"rate":null,"result":5000,"params":{"name":"',
  '","unitPrice":5000,"modifiers":0,"quantityMilli":1000}},{"rule":"line_gross","scope":"LINE","lineId":"01a2',
  ',"quantityMilli":1000}},{"rule":"tax","scope":"TAX_CLASS","taxClass":"PBJT","base":25000,"rate":1000,"result":2500,',
  '"params":{"name":"PB1","kind":"PBJT","dpp":"FULL"}}],"pricingSettings":{"currency":"IDR","taxClasses":[',
  '{"code":"PBJT","kind":"PBJT","name":"PB1","rate":1000,"inclusive":false}],"defaultTaxClass":"PBJT","serviceCharge":null,',
  '"cashRounding":{"mode":"NEAREST","unit":100},"nonCashRounding":null},"version":1,"businessDate":"2026-11-2',
  '","occurredAt":"2026-11-2T0:00.000Z","createdAt":"2026-11-2T0:00.000Z","change":0}}',
].join('');
