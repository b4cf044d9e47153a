declare module '*'
