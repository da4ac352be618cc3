Console.WriteLine("fori bench NAME");
