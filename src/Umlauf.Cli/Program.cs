System.Console.WriteLine("umlauf");
